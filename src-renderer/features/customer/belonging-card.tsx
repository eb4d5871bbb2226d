/** Who acts for or belongs to this organisation, as far as they are on this computer. */
import { Text, UnstyledButton } from '@mantine/core';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { SearchHit } from '#shared/api/search.ts';
import type { Hidden } from '#shared/configuration/hidden.ts';
import type { Customer } from '#shared/customer/schema.ts';
import classes from './customer.module.css';
import { useHidden } from './edit/use-hidden.ts';

type BelongingCardProps = {
  customer: Pick<Customer, 'id' | 'kind' | 'model'>;
  onOpen: (id: string, title: string) => void;
};

export function BelongingCard({ customer: { id, kind, model }, onOpen }: BelongingCardProps) {
  const hidden = useHidden(model);
  const { live, retry } = useLive(id, (signal) => api.customer.belonging({ id }, { signal }));
  if (live.state === 'loading') return null;
  if (live.state === 'problem') {
    return (
      <Card title="Contact persons">
        <ProblemPanel code={live.code} onRetry={retry} />
      </Card>
    );
  }
  const { hits, more } = live.value;
  if (hits.length === 0 && kind !== 'organisation') return null;
  return (
    <Card title="Contact persons">
      {hits.length === 0 && <Text c="dimmed">Nobody is linked to this organisation</Text>}
      <ul className={classes.list} aria-label="Contact persons">
        {hits.map((hit) => (
          <li key={hit.id} className={classes.item}>
            <UnstyledButton className={classes.link} onClick={() => onOpen(hit.id, nameOf(hit))}>
              {nameOf(hit)}
            </UnstyledButton>
            <span className={classes.label}>
              {[hit.number, reachedBy(hit, hidden)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {more && <Text c="dimmed">There are more; find them by name.</Text>}
    </Card>
  );
}

function reachedBy({ email, phone }: SearchHit, hidden: Hidden): string {
  return (hidden.has('emails') ? '' : email) || (hidden.has('phones') ? '' : phone);
}

function nameOf({ name, organisation, number }: SearchHit): string {
  return name || organisation || number;
}
