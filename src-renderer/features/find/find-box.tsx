/**
 * The find box. The focus stays in it while the arrows move through the rows, so that typing goes on at any
 * moment; assistive technology follows through aria-activedescendant.
 */
import { CloseButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import classes from './find-box.module.css';
import { useFind } from './find-store.ts';
import { LISTBOX_ID, optionId } from './option-ids.ts';
import type { Rows } from './use-rows.ts';

/** The element to focus from anywhere. */
export const FIND_BOX_ID = 'find-box';

const PAGE = 8;

type FindBoxProps = { rows: Rows; onActive: () => void };

export function FindBox({ rows, onActive }: FindBoxProps) {
  const { text, ask, cursor, moveTo } = useFind();
  const input = useRef<HTMLInputElement>(null);
  /** Without the focus the rows may be out of sight, and then they are not rendered. */
  const [focused, setFocused] = useState(false);
  useEffect(() => input.current?.focus(), []);
  const last = rows.hits.length - 1;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      moveTo(Math.max(0, Math.min(last, cursor + step)));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      rows.openCursor(event.ctrlKey || event.metaKey ? 'openBehind' : 'open');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      ask('');
    }
  };

  return (
    <div className={classes.box}>
      <IconSearch size={16} className={classes.icon} aria-hidden />
      <input
        ref={input}
        id={FIND_BOX_ID}
        type="search"
        className={classes.input}
        aria-label="Find a customer"
        aria-controls={LISTBOX_ID}
        aria-activedescendant={focused && rows.hits[cursor] ? optionId(cursor) : undefined}
        aria-keyshortcuts="/ Control+F"
        placeholder="Name, number, phone, e-mail, postcode"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          ask(event.currentTarget.value);
          onActive();
        }}
        onFocus={() => {
          setFocused(true);
          onActive();
        }}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      {text === '' ? (
        <KeyHint keys="/" />
      ) : (
        <CloseButton
          size={24}
          iconSize={14}
          aria-label="Clear the find box"
          onClick={() => ask('')}
          tabIndex={-1}
        />
      )}
    </div>
  );
}
