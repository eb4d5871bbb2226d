/**
 * Runs a hook's background task between messages, one step a turn.
 *
 * Invariant: a step has a transaction of its own, never one whose next slice is still to come.
 */
import type { Connection } from './connect.ts';
import type { HookTask } from './hooks.ts';

export type Background = {
  stop: () => void;
  /** How far it is; null when it is done. */
  progress: () => { done: number; total: number } | null;
};

export const NO_BACKGROUND: Background = { stop: () => {}, progress: () => null };

/** Starts the task. A step that throws ends the task until the store is opened again, not the worker. */
export function runInBackground(db: Connection, task: HookTask): Background {
  const step = db.transaction(() => task.step());
  let next: NodeJS.Immediate | null = null;
  const turn = () => {
    next = tryStep(() => db.inTransaction || step.immediate()) ? setImmediate(turn) : null;
  };
  next = setImmediate(turn);
  return {
    stop: () => {
      if (next) clearImmediate(next);
      next = null;
    },
    progress: () => (next ? task.progress() : null),
  };
}

/** A full disk is the usual reason to fail. */
function tryStep(step: () => boolean): boolean {
  try {
    return step();
  } catch {
    return false;
  }
}
