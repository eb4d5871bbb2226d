/** The register of requests: all there were, from every computer, without the persons; what is overdue stays on top. */
import { Button, Group, NativeSelect, Skeleton, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { useState } from 'react';
import { calendarDate, count, dayTime } from '#renderer/app/texts/format.ts';
import { OUTCOME_TEXTS, REQUEST_KIND_TEXTS, REQUEST_STATE_TEXTS } from '#renderer/app/texts/request.ts';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { type BadgeIcon, type BadgeTone, StatusBadge } from '#renderer/components/status-badge.tsx';
import { useNow } from '#renderer/components/use-now.ts';
import {
  type Light,
  lightOf,
  type RegisterEntry,
  type RegisterFilter,
  registerCsv,
  shownEntries,
} from '#shared/request/register.ts';
import { choicesOf } from './choices.tsx';
import classes from './request.module.css';
import { saveText } from './save-file.ts';
import { useRegister } from './use-register.ts';

const WHICH = choicesOf({ all: 'All', open: 'Open', soon: 'Due within a week', ended: 'Ended' });
const KINDS = [{ value: '', label: 'Everything' }, ...choicesOf(REQUEST_KIND_TEXTS)];
const COLUMNS = ['Reference', 'What', 'How it stands', 'Asked', 'To be done by', 'Ended', 'Person'];

const LIGHTS: Record<Exclude<Light, 'none'>, { icon: BadgeIcon; tone: BadgeTone; text: string }> = {
  overdue: { icon: IconAlertTriangle, tone: 'bad', text: 'Overdue' },
  soon: { icon: IconClockHour4, tone: 'warn', text: 'Due soon' },
  inTime: { icon: IconCircleCheck, tone: 'good', text: 'In time' },
};

export function Register() {
  const now = useNow();
  const { entries, problem, reload } = useRegister();
  const [filter, setFilter] = useState<RegisterFilter>({ kind: '', which: 'all' });
  if (problem) return <ProblemPanel code={problem} onRetry={reload} />;
  if (!entries) return <Skeleton height={120} aria-hidden />;
  const shown = shownEntries(entries, filter, now);
  const set = (change: object) => setFilter({ ...filter, ...change });
  return (
    <section aria-label="Register of requests">
      <Group gap="xs" align="flex-end" mb="sm">
        <NativeSelect
          label="What"
          size="xs"
          data={KINDS}
          value={filter.kind}
          onChange={(event) => set({ kind: event.currentTarget.value })}
        />
        <NativeSelect
          label="Which"
          size="xs"
          data={WHICH}
          value={filter.which}
          onChange={(event) => set({ which: event.currentTarget.value })}
        />
        <Button
          size="xs"
          variant="default"
          disabled={shown.length === 0}
          onClick={() => saveText('request-register.csv', 'text/csv', registerCsv(shown))}
        >
          Save as CSV
        </Button>
        <Button size="xs" variant="subtle" onClick={reload}>
          Look again
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {count(shown.length)} of {count(entries.length)} requests. What is overdue is always shown.
      </Text>
      {shown.length === 0 ? (
        <EmptyNote title="No requests here">
          <Text size="sm">There are none of these. Choose something else above.</Text>
        </EmptyNote>
      ) : (
        <Entries entries={shown} now={now} />
      )}
    </section>
  );
}

function Entries({ entries, now }: { entries: RegisterEntry[]; now: Date }) {
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={6} className={classes.register}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((title) => (
              <Table.Th key={title} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Entry key={entry.reference} entry={entry} light={lightOf(entry, now)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Entry({ entry, light }: { entry: RegisterEntry; light: Light }) {
  const { reference, kind, state, outcome, createdAt, dueAt, endedAt, deliveredAt, subject } = entry;
  return (
    <Table.Tr>
      <Table.Th scope="row">{reference}</Table.Th>
      <Table.Td>{REQUEST_KIND_TEXTS[kind]}</Table.Td>
      <Table.Td>
        {REQUEST_STATE_TEXTS[state]}
        {outcome !== '' && <div className={classes.quiet}>{OUTCOME_TEXTS[outcome]}</div>}
      </Table.Td>
      <Table.Td>{dayTime(new Date(createdAt))}</Table.Td>
      <Table.Td>
        {dueAt && <div>{calendarDate(dueAt.slice(0, 10))}</div>}
        {light !== 'none' && <StatusBadge {...LIGHTS[light]} />}
      </Table.Td>
      <Table.Td>
        {endedAt ? dayTime(new Date(endedAt)) : ''}
        {deliveredAt && <div className={classes.quiet}>Fetched {dayTime(new Date(deliveredAt))}</div>}
      </Table.Td>
      <Table.Td
        className={classes.quiet}
        title="The same letters are the same person; nobody can be found by them."
      >
        {subject.slice(0, 8)}
      </Table.Td>
    </Table.Tr>
  );
}
