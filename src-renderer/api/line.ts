/**
 * The line to the core: one link that outlives sockets.
 *
 * Invariants
 * - A call goes out on the socket that is open now; without one it fails at once, so that the caller keeps
 *   what was typed and can say so.
 * - A call is never repeated here: only whoever made it knows whether it may be.
 */
import type { ClientContext, ClientLink } from '@orpc/client';
import { create } from 'zustand';

/** `connecting` until the first socket opened; `refused` is final: this page may not talk to the core. */
export type LineState = 'connecting' | 'open' | 'lost' | 'refused';

/** What a transport tells the line. */
export type LineEvents = {
  opened: (link: ClientLink<ClientContext>) => void;
  lost: () => void;
  refused: () => void;
};

/** Thrown where a call could not be sent or its answer can no longer arrive. */
export class CoreGoneError extends Error {
  override name = 'CoreGoneError';
}

type LineStore = { state: LineState; wasOpen: boolean };

/** The state of the line, for the screens. */
export const useLine = create<LineStore>(() => ({ state: 'connecting', wasOpen: false }));

let current: ClientLink<ClientContext> | null = null;

/** The link every client is built on. */
export const line: ClientLink<ClientContext> = {
  call: (path, input, options) => {
    if (!current) return Promise.reject(new CoreGoneError());
    return current.call(path, input, options);
  },
};

export const lineEvents: LineEvents = {
  opened: (link) => {
    current = link;
    useLine.setState({ state: 'open', wasOpen: true });
  },
  lost: () => {
    current = null;
    useLine.setState({ state: 'lost' });
  },
  refused: () => {
    current = null;
    useLine.setState({ state: 'refused' });
  },
};

/** Resolves when the line is open, at once if it is; rejects with the signal's reason. */
export function whenOpen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    if (useLine.getState().state === 'open') return resolve();
    const stop = useLine.subscribe(({ state }) => {
      if (state !== 'open') return;
      stop();
      resolve();
    });
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason);
    });
  });
}
