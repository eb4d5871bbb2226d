/** The versions of a customer: closed until somebody asks, because most calls are not about them. */
import { Button, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { circumstancesText } from '#renderer/app/texts/changes.ts';
import { Card } from '#renderer/components/card.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { ChangedFields } from './changed-fields.tsx';
import { CompareVersions } from './compare-versions.tsx';
import { VersionItem } from './version-item.tsx';
import classes from './versions.module.css';

const NEW_TEXT = 'A new customer: everything is still to be sent.';

type VersionsCardProps = { customer: Customer; me: Me; editable: boolean };

export function VersionsCard({ customer, me, editable }: VersionsCardProps) {
  const [open, setOpen] = useState(false);
  if (!may(me.role, 'change.read')) return null;
  const toggle = (
    <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
      {open ? 'Hide' : 'Show versions'}
    </Button>
  );
  return (
    <Card title="Versions" aside={toggle}>
      {open && <Versions customer={customer} mayRestore={editable && may(me.role, 'change.restore')} />}
    </Card>
  );
}

function Versions({ customer: { id, model }, mayRestore }: { customer: Customer; mayRestore: boolean }) {
  const { live, retry } = useLive(`versions ${id}`, (signal) => api.customer.versions({ id }, { signal }));
  if (live.state === 'problem') return <ProblemPanel code={live.code} onRetry={retry} />;
  if (live.state === 'loading') return <Skeleton height={64} aria-hidden />;
  if (!live.value) return null;
  const { versions, unsent, confirmed, device } = live.value;
  return (
    <>
      {unsent && (
        <div className={classes.unsent}>
          <Text size="sm" fw={600}>
            Changed here and not sent yet
          </Text>
          <div className={classes.circumstances}>{circumstancesText({ ...unsent, device }, device)}</div>
          {unsent.why && <Text size="sm">{unsent.why}</Text>}
          <ChangedFields
            fields={unsent.fields}
            model={model}
            none={unsent.fields.length === 0 ? NEW_TEXT : 'Nothing that is shown here.'}
          />
        </div>
      )}
      {versions.length === 0 && !unsent && (
        <Text size="sm" c="dimmed">
          Nothing was changed since this customer came to Callbook.
        </Text>
      )}
      {versions.length > 0 && <CompareVersions confirmed={confirmed} versions={versions} />}
      <ol className={classes.versions} aria-label="Versions">
        {versions.map((change, at) => (
          <VersionItem
            key={change.id}
            change={change}
            model={model}
            older={versions[at + 1]?.version ?? change.version - 1}
            mayRestore={mayRestore}
            here={device}
          />
        ))}
      </ol>
    </>
  );
}
