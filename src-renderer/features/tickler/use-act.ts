/** Something done with a tickler: once, however often it is tried, with what went wrong said. */
import { useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import { issuesOf, problemOf } from '#renderer/api/problem.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';

type Act = {
  busy: boolean;
  /** What went wrong, or null. */
  said: string | null;
  /** Runs `work` with an id that stays the same until it succeeded. Resolves with whether it did. */
  act: (work: (actionId: string) => Promise<void>) => Promise<boolean>;
};

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const actionId = useRef<string | null>(null);
  const act = async (work: (id: string) => Promise<void>) => {
    if (busy) return false;
    actionId.current ??= uuid();
    setBusy(true);
    setSaid(null);
    try {
      await work(actionId.current);
      actionId.current = null;
      return true;
    } catch (error) {
      const [issue] = issuesOf(error);
      const { title, detail } = PROBLEM_TEXTS[problemOf(error)];
      setSaid(issue ? `Not saved. ${ISSUE_TEXTS[issue.code]}` : `Not saved. ${title}. ${detail}`);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, said, act };
}
