/** The open ticklers of everybody, several of which can be given to somebody at once. */
import { Button, Checkbox, Group, NativeSelect, Skeleton, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { TicklerView } from '#shared/api/tickler.ts';
import type { Me } from '#shared/permission/me.ts';
import { type Begun, reassignAll } from './reassign-all.ts';
import classes from './tickler.module.css';
import { TicklerItem } from './tickler-item.tsx';
import { useAct } from './use-act.ts';
import { useAssignees } from './use-assignees.ts';

type EverybodysProps = { me: Me; onOpenCustomer: (id: string, name: string) => void };

export function EverybodysTicklers({ me, onOpenCustomer }: EverybodysProps) {
  const { live, retry } = useLive('all', (signal) => api.tickler.everybodys(undefined, { signal }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (live.state === 'problem') return <ProblemPanel code={live.code} onRetry={retry} />;
  if (live.state === 'loading') return <Skeleton height={80} aria-hidden />;
  if (live.value.length === 0) return <EmptyNote title="No tickler is open" />;
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => {
      const others = [...before].filter((one) => one !== id);
      return new Set(isChosen ? [...others, id] : others);
    });
  const open = live.value.filter(({ id }) => chosen.has(id));
  return (
    <>
      <ReassignForm chosen={open} onDone={(id) => choose(id, false)} />
      <ul className={classes.list} aria-label="Everybody’s ticklers">
        {live.value.map((tickler) => (
          <TicklerItem
            key={tickler.id}
            tickler={tickler}
            me={me}
            onOpenCustomer={onOpenCustomer}
            choice={
              <Checkbox
                aria-label={`Choose ${tickler.text || 'tickler'} of ${tickler.customerName}`}
                checked={chosen.has(tickler.id)}
                onChange={(event) => choose(tickler.id, event.currentTarget.checked)}
              />
            }
          />
        ))}
      </ul>
    </>
  );
}

function ReassignForm({ chosen, onDone }: { chosen: readonly TicklerView[]; onDone: (id: string) => void }) {
  const assignees = useAssignees();
  const [to, setTo] = useState('rule');
  const { busy, said, act } = useAct();
  const begun = useRef<Begun>(new Map());
  const change = (next: string) => {
    begun.current = new Map();
    setTo(next);
  };
  const reassign = () => {
    const whom = assignees.choiceOf(to);
    const give = (which: { id: string; actionId: string }) => api.tickler.reassign({ ...which, to: whom });
    return act(() => reassignAll(chosen, begun.current, uuid, give, onDone));
  };
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label="Give those chosen to"
        data={assignees.data}
        value={to}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Button loading={busy} disabled={chosen.length === 0} onClick={reassign}>
        {chosen.length === 0 ? 'Reassign' : `Reassign ${chosen.length}`}
      </Button>
      <Text size="sm" c="var(--mantine-color-error)" role="status">
        {said}
      </Text>
    </Group>
  );
}
