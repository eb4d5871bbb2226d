/** Runs a hook's background task between messages, one step a turn, each in a transaction of its own. */
import type { Connection } from './connect.ts';
import type { HookTask } from './hooks.ts';

/** Starts the task; the function returned stops it. A step that throws ends the task, not the worker. */
export function runInBackground(db: Connection, task: HookTask): () => void {
  const step = db.transaction(() => task.step());
  let next: NodeJS.Immediate | null = null;
  const turn = () => {
    next = tryStep(() => step.immediate()) ? setImmediate(turn) : null;
  };
  next = setImmediate(turn);
  return () => {
    if (next) clearImmediate(next);
  };
}

/** A full disk is the usual reason: the work is resumed when the store is opened again. */
function tryStep(step: () => boolean): boolean {
  try {
    return step();
  } catch {
    return false;
  }
}
