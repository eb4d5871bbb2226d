/** Sends one command of an administrator, and keeps what became of it for the form that sent it. */
import { useState } from 'react';
import { issuesOf, type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { useNotices } from '#renderer/state/notices.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import type { FieldIssue } from '#shared/api/errors.ts';

export type Command = {
  busy: boolean;
  problem: ProblemCode | null;
  /** What the server or the form found, by path. */
  issues: readonly FieldIssue[];
  /** Runs the call; `done` is said and `then` called when it worked. */
  run: (call: () => Promise<void>, done: string, then?: () => void) => Promise<void>;
  /** Shows what the form itself found; nothing is sent. */
  refuse: (issues: readonly FieldIssue[]) => void;
};

export function useCommand(): Command {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  const run: Command['run'] = async (call, done, then) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    setIssues([]);
    try {
      await call();
      useNotices.getState().tell({ tone: 'good', title: done });
      then?.();
    } catch (error) {
      setProblem(problemOf(error));
      setIssues(issuesOf(error));
    } finally {
      setBusy(false);
    }
  };
  const refuse = (found: readonly FieldIssue[]) => {
    setProblem(found.length > 0 ? 'INVALID' : null);
    setIssues(found);
  };
  return { busy, problem, issues, run, refuse };
}

/** True while changes can be made: they are written on the server, not on this computer. */
export function useIsOnline(): boolean {
  return useSyncStatus(({ status }) => status?.network === 'online');
}
