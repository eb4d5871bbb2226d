/** One customer in the list: enough to tell two of the same name apart, with the match marked. */
import { IconPinnedFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { calendarDate } from '#renderer/app/texts/format.ts';
import { CustomerBadges } from '#renderer/components/customer-badges.tsx';
import { MarkedText } from '#renderer/components/marked-text.tsx';
import { useRecents } from '#renderer/state/recents.ts';
import type { SearchHit } from '#shared/api/search.ts';
import { markRanges } from './marks.ts';
import { optionId } from './option-ids.ts';
import classes from './result-list.module.css';
import type { OpenHow } from './use-rows.ts';

type ResultRowProps = {
  hit: SearchHit;
  words: readonly string[];
  at: number;
  count: number;
  top: number;
  isCursor: boolean;
  isOpen: boolean;
  isActive: boolean;
  onOpen: (at: number, how: OpenHow) => void;
};

export const ResultRow = memo(function ResultRow(props: ResultRowProps) {
  const { hit, words, at, count, top, isCursor, isOpen, isActive, onOpen } = props;
  const isPinned = useRecents(({ pinned }) => pinned.includes(hit.id));
  const mark = (text: string) => (
    <MarkedText text={text} ranges={markRanges(text, [...words, ...hit.alike])} />
  );
  const facts = [hit.organisation, `${hit.postcode} ${hit.city}`.trim()];
  const reached = [
    hit.phone,
    hit.email,
    hit.lastContact ? `Spoke ${calendarDate(hit.lastContact.slice(0, 10))}` : '',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are handled in the find box
    <div
      id={optionId(at)}
      role="option"
      tabIndex={-1}
      aria-selected={isCursor}
      aria-setsize={count}
      aria-posinset={at + 1}
      className={classes.row}
      data-open={isOpen || undefined}
      data-active={isActive || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onOpen(at, event.ctrlKey || event.metaKey ? 'openBehind' : 'open')}
      onAuxClick={(event) => event.button === 1 && onOpen(at, 'openBehind')}
    >
      <div className={classes.line}>
        <span className={classes.name}>{mark(hit.name || 'No name')}</span>
        {isPinned && <IconPinnedFilled size={13} aria-label="Pinned" />}
        <span className={classes.number}>{mark(hit.number)}</span>
      </div>
      <div className={classes.line}>
        <span className={classes.facts}>{joined(facts.map((text) => ({ text, node: mark(text) })))}</span>
        <CustomerBadges status={hit.status} flags={hit.flags.slice(0, 2)} signedUpAt={hit.signedUpAt} />
      </div>
      <div className={classes.line}>
        <span className={classes.facts}>{joined(reached.map((text) => ({ text, node: mark(text) })))}</span>
      </div>
    </div>
  );
});

function joined(parts: { text: string; node: React.ReactNode }[]) {
  return parts
    .filter(({ text }) => text !== '')
    .map(({ text, node }, at) => (
      <span key={text}>
        {at > 0 && ' · '}
        {node}
      </span>
    ));
}
