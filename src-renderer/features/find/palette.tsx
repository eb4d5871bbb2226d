/**
 * The command palette: goes to a customer or runs a verb, whichever the words name.
 *
 * Invariant: Enter never runs what is listed for an older text; the wish waits for the answer to what was typed, so that the
 * same keys do the same however quickly they are pressed.
 */
import { Modal, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';
import { create } from 'zustand';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { findProblemText } from '#renderer/app/texts/find.ts';
import { KeyHint } from '#renderer/components/key-hint.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { SEARCH_TEXT_LIMIT, type SearchHit, type SearchResult } from '#shared/api/search.ts';
import { latestWins } from './latest.ts';
import { WHOLE_ONLY } from './list-notes.tsx';
import classes from './palette.module.css';
import { matchingVerbs, type Verb } from './palette-verbs.ts';
import { useShownRows } from './use-shown-rows.ts';
import { useTryingAgain } from './use-trying-again.ts';

export const usePalette = create<{ opened: boolean }>(() => ({ opened: false }));

const CUSTOMERS = 8;
const LIST_ID = 'palette-list';
const itemId = (at: number) => `palette-item-${at}`;

type PaletteProps = { verbs: readonly Verb[]; onOpen: (hit: SearchHit, behind: boolean) => void };
type Item = { key: string; label: string; detail: string; run: (behind: boolean) => void };

export function Palette({ verbs, onOpen }: PaletteProps) {
  const { opened } = usePalette();
  const close = () => usePalette.setState({ opened: false });
  return (
    <Modal opened={opened} onClose={close} withCloseButton={false} title={undefined} size="lg" padding={0}>
      {opened && <PaletteBody verbs={verbs} onOpen={onOpen} onClose={close} />}
    </Modal>
  );
}

function PaletteBody({ verbs, onOpen, onClose }: PaletteProps & { onClose: () => void }) {
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const [wish, setWish] = useState<{ behind: boolean } | null>(null);
  const { hits: found, needsWhole, problem, isCurrent } = useHits(text);
  const hits = useShownRows(found);
  const items: Item[] = [
    ...hits.map((hit) => ({
      key: hit.id,
      label: hit.name || 'No name',
      detail: [hit.number, `${hit.postcode} ${hit.city}`.trim()].filter(Boolean).join(' · '),
      run: (behind: boolean) => onOpen(hit, behind),
    })),
    ...matchingVerbs(verbs, text).map(({ label, keys, run }) => ({ key: label, label, detail: keys, run })),
  ];
  const run = (at: number, behind: boolean) => {
    const item = items[at];
    if (!item) return;
    onClose();
    item.run(behind);
  };
  useEffect(() => {
    if (!wish || !isCurrent) return;
    setWish(null);
    run(cursor, wish.behind);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setCursor(Math.max(0, Math.min(items.length - 1, cursor + step)));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing)
      setWish({ behind: event.ctrlKey || event.metaKey });
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        variant="unstyled"
        className={classes.input}
        size="md"
        data-autofocus
        role="combobox"
        aria-label="Go to a customer or do something"
        aria-expanded
        aria-controls={LIST_ID}
        aria-activedescendant={items[cursor] ? itemId(cursor) : undefined}
        placeholder="A customer, or what to do"
        maxLength={SEARCH_TEXT_LIMIT}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setCursor(0);
          setWish(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={LIST_ID} role="listbox" aria-label="Customers and commands" className={classes.list}>
        {items.map((item, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are handled in the text field
          <div
            key={item.key}
            id={itemId(at)}
            role="option"
            tabIndex={-1}
            aria-selected={at === cursor}
            className={classes.item}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => run(at, event.ctrlKey || event.metaKey)}
          >
            <span className={classes.label}>{item.label}</span>
            {at < hits.length ? (
              <span className={classes.detail}>{item.detail}</span>
            ) : (
              <KeyHint keys={item.detail} />
            )}
          </div>
        ))}
        {problem && <ProblemPanel code={problem} text={findProblemText(problem)} />}
        {!problem && (needsWhole || items.length === 0) && (
          <Text size="sm" c="dimmed" p="md" role="status">
            {needsWhole ? WHOLE_ONLY : 'Nobody and nothing is called so.'}
          </Text>
        )}
      </div>
    </>
  );
}

type Hits = Pick<SearchResult, 'hits' | 'needsWhole'> & { problem: ProblemCode | null; of: string };
const NO_HITS: Hits = { hits: [], needsWhole: false, problem: null, of: '' };

/** Customers for the text; an older answer never takes the place of a newer one. */
function useHits(text: string): Omit<Hits, 'of'> & { isCurrent: boolean } {
  const [answer, setAnswer] = useState(NO_HITS);
  const [search] = useState(() =>
    latestWins(
      (asked: string) => api.customer.search({ text: asked, limit: CUSTOMERS }),
      (of, outcome) =>
        setAnswer(
          'answer' in outcome
            ? { ...outcome.answer, problem: null, of }
            : { ...NO_HITS, problem: problemOf(outcome.error), of },
        ),
    ),
  );
  const ask = useCallback(() => {
    if (text.trim() !== '') search(text);
  }, [text, search]);
  useEffect(ask, [ask]);
  useTryingAgain(answer.problem, ask);
  return text.trim() === '' ? { ...NO_HITS, isCurrent: true } : { ...answer, isCurrent: answer.of === text };
}
