/** All that happened with a customer, pinned first, then the newest; by kind, person and days. */
import { Skeleton, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/use-live.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useDelayed } from '#renderer/components/use-delayed.ts';
import { useCommentDrafts } from '#renderer/state/comment-drafts.ts';
import type { TimelineEntry } from '#shared/api/contact.ts';
import { EVERYTHING, filterTimeline, peopleOf } from '#shared/contact/timeline.ts';
import classes from './contact.module.css';
import { localDay, TimelineFilters } from './timeline-filters.tsx';
import { TimelineItem } from './timeline-item.tsx';

const SKELETON_AFTER_MS = 150;
/** As many as are drawn at once; the rest comes on demand. */
const PAGE = 50;

type TimelineProps = { customerId: string; mayPin: boolean };

export function Timeline({ customerId, mayPin }: TimelineProps) {
  const { live, retry } = useLive(customerId, (signal) => api.contact.timeline({ customerId }, { signal }));
  const isSlow = useDelayed(live.state === 'loading', SKELETON_AFTER_MS);
  const entries = live.state === 'ready' ? live.value : null;
  useClearingAdded(customerId, entries);
  if (live.state === 'problem') return <ProblemPanel code={live.code} onRetry={retry} />;
  if (!entries) return isSlow ? <Skeleton height={64} aria-hidden /> : null;
  if (entries.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        Nothing happened yet. Comments, contacts, ticklers and changes appear here.
      </Text>
    );
  }
  return <FilteredTimeline entries={entries} mayPin={mayPin} />;
}

function FilteredTimeline({ entries, mayPin }: { entries: TimelineEntry[]; mayPin: boolean }) {
  const [filter, setFilter] = useState(EVERYTHING);
  const [most, setMost] = useState(PAGE);
  const people = useMemo(() => peopleOf(entries), [entries]);
  const shown = useMemo(() => filterTimeline(entries, filter, localDay), [entries, filter]);
  return (
    <>
      <TimelineFilters filter={filter} people={people} onChange={setFilter} />
      <Text size="sm" c="dimmed" role="status">
        {shown.length === entries.length ? '' : `${shown.length} of ${entries.length} are shown.`}
      </Text>
      <ol className={classes.timeline} aria-label="Timeline">
        {shown.slice(0, most).map((entry) => (
          <TimelineItem key={entry.id} entry={entry} mayPin={mayPin} />
        ))}
      </ol>
      {shown.length > most && (
        <button type="button" className={classes.quiet} onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, shown.length - most)} more
        </button>
      )}
    </>
  );
}

/** A draft that the timeline shows was added after all, though its answer was lost. */
function useClearingAdded(customerId: string, entries: readonly TimelineEntry[] | null): void {
  useEffect(() => {
    const draft = useCommentDrafts.getState().drafts[customerId];
    const wasAdded = draft?.attempted === draft?.text && entries?.some(({ id }) => id === draft?.id);
    if (draft && wasAdded) useCommentDrafts.getState().drop(customerId);
  }, [customerId, entries]);
}
