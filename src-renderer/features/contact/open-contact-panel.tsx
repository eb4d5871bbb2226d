/** A contact that goes on or waits to be wrapped up: timer, notes, end, code, next action. */
import { Button, Checkbox, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { DIRECTION_TEXTS, durationText, tooLongText } from '#renderer/app/texts/contact.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { channelText } from '#renderer/app/texts/preference.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { TemplateSelect } from '#renderer/components/template-select.tsx';
import { useSecond } from '#renderer/components/use-second.ts';
import { useReasons } from '#renderer/state/reasons.ts';
import { useTicklerDialog } from '#renderer/state/tickler-dialog.ts';
import type { OpenContact } from '#shared/api/contact.ts';
import { durationMs, wrapUpMs } from '#shared/contact/contact-state.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';
import classes from './contact.module.css';
import { type NoteState, type Notes, useNotes } from './use-notes.ts';
import { WrapUpField } from './wrap-up-field.tsx';

/** Names the notes of the contact in front, for the eye and for the shortcut. */
export const CONTACT_NOTES_LABEL = 'Notes of the contact';

type OpenContactPanelProps = {
  contact: OpenContact;
  /** True when it was begun right here: only then its notes take the focus. */
  isNew: boolean;
};

export function OpenContactPanel({ contact, isNew }: OpenContactPanelProps) {
  const isRunning = contact.endedAt === null;
  const notes = useNotes(contact);
  const wrapUp = useWrapUp(contact, notes);
  const now = useSecond();
  const wasRunning = useRef(isRunning);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isNew) box.current?.focus();
  }, [isNew]);
  const finish = isRunning ? wrapUp.end : wrapUp.close;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void finish();
  };
  const label = `${DIRECTION_TEXTS[contact.direction]} ${channelText(contact.channel).toLowerCase()}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl Enter of the fields inside bubbles to it
    <div className={classes.running} onKeyDown={onKeyDown}>
      <div className={classes.head}>
        <strong>{label}</strong>
        <span role="timer" aria-label="Duration" className={classes.timer}>
          {durationText(durationMs(contact, now))}
        </span>
        <Text size="sm" c="dimmed">
          {isRunning ? 'goes on' : 'ended, being wrapped up for'}
        </Text>
        {!isRunning && (
          <span role="timer" aria-label="Time of wrapping up" className={classes.timer}>
            {durationText(wrapUpMs(contact, now))}
          </span>
        )}
      </div>
      <Textarea
        ref={box}
        aria-label={CONTACT_NOTES_LABEL}
        placeholder="Notes while you talk …"
        autosize
        minRows={2}
        maxRows={10}
        value={notes.notes}
        error={wrongWith(notes)}
        onChange={(event) => notes.write(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        <TemplateSelect text={notes.notes} onChange={notes.write} />
        {!isRunning && (
          <WrapUpField code={wrapUp.code} onChange={wrapUp.setCode} takesFocus={wasRunning.current} />
        )}
        {!isRunning && (
          <Checkbox
            size="xs"
            label="Then make a tickler"
            checked={wrapUp.next}
            onChange={(event) => wrapUp.setNext(event.currentTarget.checked)}
          />
        )}
        <Text size="sm" c="dimmed" role="status" className={classes.said}>
          {wrapUp.said ?? stateText(notes.state)}
        </Text>
        <KeyHint keys="Ctrl Enter" />
        <Button onClick={finish}>{isRunning ? 'End contact' : 'Wrap up'}</Button>
      </div>
    </div>
  );
}

/** Notes that cannot be kept, and those that are too long to be wrapped up with: the box holds them all the same. */
function wrongWith({ notes, state }: Notes): string | null {
  const tooLong = tooLongText(notes.length, CONTACT_LIMITS.wrappedUpNotes);
  if (tooLong !== null) return tooLong;
  return typeof state === 'object' && 'issue' in state ? ISSUE_TEXTS[state.issue] : null;
}

function stateText(state: NoteState): string {
  if (state === 'saved') return 'Saved on this computer';
  if (state === 'saving') return 'Saving …';
  if ('issue' in state) return 'The last words are not saved.';
  const { title, detail } = PROBLEM_TEXTS[state.problem];
  return `The last words are not saved. ${title}. ${detail}`;
}

function useWrapUp(contact: OpenContact, { notes, flush }: Notes) {
  const [code, setCode] = useState('');
  const [next, setNext] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const asked = useRef(false);
  const hasCodes = useReasons('wrapUp').length > 0;
  const tryTo = async (work: () => Promise<void>) => {
    setSaid(null);
    if (!(await flush())) return;
    await work().catch((error: unknown) => setSaid(`Not done. ${PROBLEM_TEXTS[problemOf(error)].title}.`));
  };
  return {
    code,
    setCode,
    next,
    setNext,
    said,
    end: () => tryTo(() => api.contact.end({ id: contact.id })),
    close: () => {
      const tooLong = tooLongText(notes.length, CONTACT_LIMITS.wrappedUpNotes);
      if (tooLong !== null) return setSaid(`Not wrapped up. ${tooLong}`);
      if (hasCodes && code === '' && !asked.current) {
        asked.current = true;
        return setSaid('No code is chosen. Wrap up again to leave it without one.');
      }
      return tryTo(async () => {
        await api.contact.wrapUp({ id: contact.id, notes, wrapUpCode: code });
        if (next) useTicklerDialog.getState().open({ customerId: contact.customerId });
      });
    },
  };
}
