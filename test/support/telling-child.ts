/** A process of a test that tells what it does in lines of JSON, so that a failure says how far it had come. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseJson } from '#main/parse-json.ts';

/** Lines of what it told that a failure quotes. */
const LAST = 15;

export type TellingChild<T> = {
  process: ChildProcess;
  /** The first line that fits, also one from before; rejects when the process ended without one, or after `ms`. */
  told(fits: (line: T) => boolean, ms?: number): Promise<T>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  exited: Promise<unknown>;
};

/** Starts a module with arguments; `heard` is called with each line. Its errors go where those of the test go. */
export function startTelling<T extends object>(
  args: readonly string[],
  heard: (line: T) => void = () => undefined,
): TellingChild<T> {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: T[] = [];
  const listeners = new Set<(line: T) => void>();
  const exited = once(child, 'exit');
  createInterface({ input: child.stdout }).on('line', (text) => {
    // Null for the line at which a process was killed.
    const line = parseJson(text) as T | null;
    if (!line) return;
    lines.push(line);
    heard(line);
    for (const listener of listeners) listener(line);
  });
  const quote = () =>
    lines
      .slice(-LAST)
      .map((line) => JSON.stringify(line))
      .join('\n');
  return {
    process: child,
    exited,
    told(fits, ms = 400_000) {
      const known = lines.find(fits);
      if (known) return Promise.resolve(known);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const timer = setTimeout(() => reject(new Error(`Not told in ${ms} ms. Last:\n${quote()}`)), ms);
      listeners.add((line) => fits(line) && resolve(line));
      exited.then(([code, signal]) => reject(new Error(`Ended with ${code ?? signal}. Last:\n${quote()}`)));
      return promise.finally(() => clearTimeout(timer));
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
