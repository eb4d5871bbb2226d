/** What the result list says when it has no rows. */
import { Button, Progress, Skeleton, Text } from '@mantine/core';
import { arrivedText } from '#renderer/app/texts/sync.ts';
import { EmptyNote } from '#renderer/components/empty-note.tsx';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import classes from './result-list.module.css';

const SKELETON_ROWS = ['one', 'two', 'three', 'four', 'five', 'six'];

export function ListSkeleton() {
  return (
    <div aria-hidden>
      {SKELETON_ROWS.map((row) => (
        <div key={row} className={classes.skeleton}>
          <Skeleton height={12} width="55%" />
          <Skeleton height={10} width="80%" />
        </div>
      ))}
    </div>
  );
}

/** Where an answer takes its time. */
export function StillLooking() {
  return (
    <Text size="sm" p="md" role="status">
      Callbook is slow to answer: this computer is busy. What you typed is kept and looked for.
    </Text>
  );
}

type NoHitsProps = { text: string; onCreate: ((text: string) => void) | null };

/** `onCreate` begins a new customer with what was typed; null where the user registers nobody. */
export function NoHits({ text, onCreate }: NoHitsProps) {
  return (
    <EmptyNote title={text.trim() ? `No customer for “${text.trim()}”` : 'No customer matches the filter'}>
      <StillArriving />
      <Text size="sm">
        Try fewer letters, only the family name, the last digits of the phone, or the postcode.
      </Text>
      <CreateOffer text={text} onCreate={onCreate} />
    </EmptyNote>
  );
}

function CreateOffer({ text, onCreate }: NoHitsProps) {
  const typed = text.trim();
  if (!onCreate || typed === '') return null;
  return (
    <Button variant="default" onClick={() => onCreate(typed)}>
      Create customer “{typed}”
    </Button>
  );
}

/** Says nothing of whether anybody would match. */
export function WholeOnly({ text, onCreate }: NoHitsProps) {
  return (
    <EmptyNote title="Enter the full value">
      <Text size="sm">{WHOLE_ONLY}</Text>
      <Text size="sm">Part of it finds nobody, and neither does a filter.</Text>
      <CreateOffer text={text} onCreate={onCreate} />
    </EmptyNote>
  );
}

/** Why a part of something finds nobody. */
export const WHOLE_ONLY =
  'In this organisation customers are found only by a whole customer number, order number, phone or e-mail that is theirs alone.';

export function NoRecents() {
  return (
    <EmptyNote title="Type to find a customer">
      <StillArriving />
      <Text size="sm">
        By name, number, phone, e-mail or postcode. The customers you open are listed here.
      </Text>
      <Text size="sm">
        <KeyHint keys="↑" /> <KeyHint keys="↓" /> to choose, <KeyHint keys="Enter" /> to open
      </Text>
    </EmptyNote>
  );
}

function StillArriving() {
  const status = useSyncStatus((state) => state.status);
  if (!status?.firstSync) return null;
  const customers = status.collections.find(({ name }) => name === 'customers');
  const share = customers?.expected ? (100 * customers.documents) / customers.expected : null;
  return (
    <>
      <Text size="sm" fw={600}>
        Customers are still arriving on this computer: {arrivedText(status)}. They appear here as they come.
      </Text>
      {share !== null && <Progress value={share} aria-label="Customers that have arrived" />}
    </>
  );
}
