/**
 * The notes of a contact while they are typed. Invariant: a quarter of a second after the last key they are on the disk of
 * this computer; what could not be saved is said, and stays in the box.
 */
import { useEffect, useRef, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import type { OpenContact } from '#shared/api/contact.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import { hasCardNumber } from '#shared/comment/card-numbers.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';

const SETTLE_MS = 250;

/** What keeps notes from being kept while they are typed. */
function wrongWith(notes: string): FieldIssue['code'] | null {
  if (notes.length > CONTACT_LIMITS.notes) return 'tooLong';
  return hasCardNumber(notes) ? 'cardNumber' : null;
}

export type NoteState = 'saved' | 'saving' | { issue: FieldIssue['code'] } | { problem: ProblemCode };

export type Notes = {
  notes: string;
  state: NoteState;
  write: (notes: string) => void;
  /** Saves what is typed and not saved. False when that was not possible. */
  flush: () => Promise<boolean>;
};

export function useNotes(contact: OpenContact): Notes {
  const [notes, setNotes] = useState(contact.notes);
  const [state, setState] = useState<NoteState>('saved');
  const typed = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Another window wrote, and nothing is being typed here.
  useEffect(() => {
    if (typed.current === null) setNotes(contact.notes);
  }, [contact.notes]);

  const flush = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const sent = typed.current;
    if (sent === null) return true;
    if (wrongWith(sent) !== null) return false;
    try {
      await api.contact.note({ id: contact.id, notes: sent });
      if (typed.current !== sent) return true;
      typed.current = null;
      setState('saved');
      return true;
    } catch (error) {
      const [issue] = issuesOf(error);
      setState(issue ? { issue: issue.code } : { problem: problemOf(error) });
      return false;
    }
  };
  const latestFlush = useRef(flush);
  latestFlush.current = flush;
  useEffect(() => () => void latestFlush.current(), []);

  const write = (next: string) => {
    typed.current = next;
    setNotes(next);
    const issue = wrongWith(next);
    setState(issue ? { issue } : 'saving');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void latestFlush.current(), SETTLE_MS);
  };
  return { notes, state, write, flush };
}
