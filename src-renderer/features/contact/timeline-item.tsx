/** One entry of the timeline. What people wrote is shown as text, with its line breaks; what the system noted, apart. */

import { ActionIcon } from '@mantine/core';
import {
  type Icon,
  IconClockHour4,
  IconEyeOff,
  IconFlag,
  IconFlagCheck,
  IconPin,
  IconPinnedOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { api } from '#renderer/api/client.ts';
import {
  ACTIVITY_TEXTS,
  assigneeText,
  COMMENT_KIND_TEXTS,
  DIRECTION_TEXTS,
  decisionText,
  durationText,
  TICKLER_STATUS_TEXTS,
  VISIBILITY_TEXTS,
} from '#renderer/app/texts/contact.ts';
import { fieldsText } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { channelText } from '#renderer/app/texts/preference.ts';
import { StatusBadge } from '#renderer/components/status-badge.tsx';
import { useReasonText } from '#renderer/state/reasons.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { CommentView } from '#shared/api/comment.ts';
import type { ContactView, TimelineEntry } from '#shared/api/contact.ts';
import type { TicklerView } from '#shared/api/tickler.ts';
import { contactState, durationMs } from '#shared/contact/contact-state.ts';
import classes from './contact.module.css';
import { CorrectComment } from './correct-comment.tsx';
import { CorrectContact } from './correct-contact.tsx';

/** A clock that runs this far ahead of ours is worth a word. */
const FUTURE_MS = 2 * 60_000;

type ItemProps = { entry: TimelineEntry; mayPin: boolean };

export function TimelineItem({ entry, mayPin }: ItemProps) {
  switch (entry.kind) {
    case 'comment':
      return <CommentItem entry={entry} comment={entry.comment} mayPin={mayPin} />;
    case 'contact':
      return <ContactItem entry={entry} contact={entry.contact} />;
    case 'tickler':
      return <TicklerItem entry={entry} tickler={entry.tickler} />;
    case 'activity': {
      const { kind, paths, why } = entry.activity;
      const what = kind === 'changed' ? `${ACTIVITY_TEXTS[kind]} ${fieldsText(paths)}` : ACTIVITY_TEXTS[kind];
      return (
        <Item entry={entry} what="System">
          <div className={classes.quiet}>{[what, why].filter(Boolean).join('. ')}</div>
        </Item>
      );
    }
  }
}

type ItemFrameProps = { entry: TimelineEntry; what: string; badges?: ReactNode; children: ReactNode };

function Item({ entry, what, badges, children }: ItemFrameProps) {
  const at = new Date(entry.at);
  const isAhead = at.getTime() - Date.now() > FUTURE_MS;
  return (
    <li className={classes.item} data-kind={entry.kind}>
      <div className={classes.itemHead}>
        <span className={classes.what}>{what}</span>
        <span>{entry.by || 'Unknown'}</span>
        <time dateTime={entry.at} className={classes.when}>
          {dayTime(at)}
          {isAhead && ' (the clock of that computer runs ahead)'}
        </time>
        {badges}
      </div>
      {children}
    </li>
  );
}

function Waiting({ waiting }: { waiting: boolean }) {
  return waiting ? <StatusBadge icon={IconClockHour4} text="Waiting to be sent" tone="warn" /> : null;
}

function CommentItem({ entry, comment, mayPin }: ItemProps & { comment: CommentView }) {
  const reasonText = useReasonText('comment');
  const what = [COMMENT_KIND_TEXTS[comment.kind], comment.reasonCode && reasonText(comment.reasonCode)];
  return (
    <Item
      entry={entry}
      what={what.filter(Boolean).join(': ')}
      badges={
        <>
          {comment.visibility !== 'all' && (
            <StatusBadge icon={IconEyeOff} text={VISIBILITY_TEXTS[comment.visibility]} tone="neutral" />
          )}
          {comment.pinned && !mayPin && <StatusBadge icon={IconPin} text="Pinned" tone="accent" />}
          <Waiting waiting={comment.waiting} />
          {comment.followUp && <StatusBadge icon={IconFlag} text="To be followed up" tone="warn" />}
          {mayPin && <PinButton comment={comment} />}
          {mayPin && <FollowUpButton comment={comment} />}
        </>
      }
    >
      <div className={classes.text} dir="auto">
        {comment.text}
      </div>
      <CorrectComment comment={comment} mayWrite={mayPin} />
    </Item>
  );
}

function PinButton({ comment: { id, pinned } }: { comment: CommentView }) {
  return (
    <MarkButton
      isMarked={pinned}
      label={pinned ? 'Unpin comment' : 'Pin comment'}
      icon={pinned ? IconPinnedOff : IconPin}
      onChange={() => api.comment.pin({ id, pinned: !pinned })}
    />
  );
}

function FollowUpButton({ comment: { id, followUp } }: { comment: CommentView }) {
  return (
    <MarkButton
      isMarked={followUp}
      label={followUp ? 'Followed up' : 'Mark for follow-up'}
      icon={followUp ? IconFlagCheck : IconFlag}
      onChange={() => api.comment.followUp({ id, followUp: !followUp })}
    />
  );
}

type MarkButtonProps = { isMarked: boolean; label: string; icon: Icon; onChange: () => Promise<unknown> };

function MarkButton({ isMarked, label, icon: Shown, onChange }: MarkButtonProps) {
  return (
    <ActionIcon
      size={24}
      variant="subtle"
      color={isMarked ? 'accent' : 'gray'}
      aria-label={label}
      onClick={() => onChange().catch(tellProblem)}
    >
      <Shown size={14} aria-hidden />
    </ActionIcon>
  );
}

function ContactItem({ entry, contact }: { entry: TimelineEntry; contact: ContactView }) {
  const reasonText = useReasonText('wrapUp');
  const state = contactState(contact);
  const facts = [
    state === 'running' ? 'goes on' : durationText(durationMs(contact, new Date())),
    state === 'ended' && 'not wrapped up',
    contact.wrapUpCode && reasonText(contact.wrapUpCode),
  ];
  const against = decisionText(contact);
  const what = `${DIRECTION_TEXTS[contact.direction]} ${channelText(contact.channel).toLowerCase()}`;
  return (
    <Item entry={entry} what={what} badges={<Waiting waiting={contact.waiting} />}>
      <div className={classes.quiet}>{facts.filter(Boolean).join(' · ')}</div>
      {against && <div className={classes.quiet}>{against}</div>}
      <div className={classes.text} dir="auto">
        {contact.notes}
      </div>
      {state === 'wrappedUp' && <CorrectContact contact={contact} />}
    </Item>
  );
}

function TicklerItem({ entry, tickler }: { entry: TimelineEntry; tickler: TicklerView }) {
  const reasonText = useReasonText('tickler');
  const what = ['Tickler', tickler.reasonCode && reasonText(tickler.reasonCode)].filter(Boolean).join(': ');
  const facts = [TICKLER_STATUS_TEXTS[tickler.status], assigneeText(tickler), tickler.resolution];
  return (
    <Item entry={entry} what={what} badges={<Waiting waiting={tickler.waiting} />}>
      <div className={classes.text} dir="auto">
        {tickler.text}
      </div>
      <div className={classes.quiet}>{facts.filter(Boolean).join(' · ')}</div>
    </Item>
  );
}
