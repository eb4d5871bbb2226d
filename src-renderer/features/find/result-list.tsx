/** The virtualised list of rows under the find box, with everything it says when there are none. */
import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { findProblemText } from '#renderer/app/texts/find.ts';
import { count } from '#renderer/app/texts/format.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { useDelayed } from '#renderer/components/use-delayed.ts';
import { FilterBar } from './filter-bar.tsx';
import { useFind } from './find-store.ts';
import { ListSkeleton, NoHits, NoRecents, StillLooking, WholeOnly } from './list-notes.tsx';
import { LISTBOX_ID } from './option-ids.ts';
import classes from './result-list.module.css';
import { ResultRow } from './result-row.tsx';
import type { OpenHow, Rows } from './use-rows.ts';
import { useShownRows } from './use-shown-rows.ts';

const ROW_HEIGHT = 66;
const SKELETON_AFTER_MS = 150;
const LONG_AFTER_MS = 4000;

type ResultListProps = {
  rows: Rows;
  openIds: ReadonlySet<string>;
  activeId: string | null;
  onCreate: ((text: string) => void) | null;
};

export function ResultList({ rows, openIds, activeId, onCreate }: ResultListProps) {
  const hits = useShownRows(rows.hits);
  const { cursor, text } = useFind();
  const waiting = useDelayed(rows.pending, SKELETON_AFTER_MS);
  const isLong = useDelayed(rows.pending, LONG_AFTER_MS);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  useEffect(() => {
    if (rows.hits.length > cursor) virtualizer.scrollToIndex(cursor, { align: 'auto' });
  }, [cursor, rows.hits.length, virtualizer]);
  const open = (at: number, how: OpenHow) => rows.openAt(at, how);
  const isEmpty = rows.hits.length === 0;

  return (
    <section className={classes.list} aria-label="Results" aria-busy={rows.pending}>
      <div className={classes.top}>
        <div className={classes.heading} role="status" aria-label="Number of results">
          {headingOf(rows)}
        </div>
        <FilterBar />
      </div>
      {rows.problem && (
        <div className={classes.problem}>
          <ProblemPanel code={rows.problem} text={findProblemText(rows.problem)} onRetry={rows.retry} />
        </div>
      )}
      {!rows.problem && isLong && <StillLooking />}
      {!rows.problem && waiting && isEmpty && <ListSkeleton />}
      {!rows.problem && !rows.pending && isEmpty && <NoRows rows={rows} text={text} onCreate={onCreate} />}
      <div ref={scroller} className={classes.scroller}>
        <div
          id={LISTBOX_ID}
          role="listbox"
          aria-label="Customers"
          className={classes.rows}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const hit = hits[index];
            return hit ? (
              <ResultRow
                key={hit.id}
                hit={hit}
                words={rows.words}
                at={index}
                count={rows.hits.length}
                top={start}
                isCursor={index === cursor}
                isOpen={openIds.has(hit.id)}
                isActive={hit.id === activeId}
                onOpen={open}
              />
            ) : null;
          })}
        </div>
        {rows.more && (
          <Text size="sm" c="dimmed" className={classes.more}>
            More customers match. Add a word, a postcode or a part of the number to narrow it down.
          </Text>
        )}
      </div>
    </section>
  );
}

function headingOf(rows: Rows): string {
  if (rows.kind === 'recents') return rows.hits.length > 0 ? 'Pinned and recently opened' : '';
  if (rows.pending || rows.problem || rows.needsWhole) return 'Results';
  if (rows.hits.length === 0) return 'No results';
  if (!rows.more) return `${rows.hits.length} ${rows.hits.length === 1 ? 'result' : 'results'}`;
  return `First ${rows.hits.length} of ${rows.total === null ? 'many' : count(rows.total)} results`;
}

function NoRows({ rows, text, onCreate }: Pick<ResultListProps, 'rows' | 'onCreate'> & { text: string }) {
  if (rows.kind === 'recents') return <NoRecents />;
  if (rows.needsWhole) return <WholeOnly text={text} onCreate={onCreate} />;
  return <NoHits text={text} onCreate={onCreate} />;
}
