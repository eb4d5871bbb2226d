import { isDefinedError, ORPCError, safe } from '@orpc/client';
import fc from 'fast-check';
import { BehaviorSubject, type Observable, of } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CoreError } from '#main/errors.ts';
import { createLogger, type LogLine } from '#main/log.ts';
import type { RpcContext } from '#main/rpc/base.ts';
import { createScreenPops } from '#main/screen-pop/screen-pops.ts';
import type { Session } from '#main/session/session.ts';
import { API_ERRORS, type ApiErrorCode } from '#shared/api/errors.ts';
import type { SessionState } from '#shared/api/session.ts';
import { type Connected, connectByPort, connectBySocket } from '../support/rpc-clients.ts';

const CODES = Object.keys(API_ERRORS) as ApiErrorCode[];
const id = '00000000-0000-4000-8000-000000000001';

let state$: BehaviorSubject<SessionState>;
let lines: LogLine[];
let thrown: unknown;
let connected: Connected;

/** A session whose desk throws what the test wants: the RPC itself is what is tested. */
function contextOf(): RpcContext {
  state$ = new BehaviorSubject<SessionState>({ state: 'starting' });
  lines = [];
  const session: Session = {
    state$: state$ as Observable<SessionState>,
    desk: () => {
      throw thrown;
    },
    resume: async () => undefined,
    startSignIn: async () => ({ url: 'http://127.0.0.1/', opened: false }),
    cancelSignIn: async () => undefined,
    signOut: async () => undefined,
    unlock: async () => undefined,
    lock: async () => undefined,
    setPin: async () => undefined,
    removePin: async () => undefined,
    renewKey: async () => undefined,
    confirmed$: of({ until: null, failed: false }),
    confirmByPin: async () => undefined,
    confirmBySignIn: async () => ({ url: 'http://127.0.0.1/', opened: false }),
    proof: () => {
      throw thrown;
    },
    active: () => undefined,
    retry: async () => undefined,
    recover: async () => undefined,
    leaveDamaged: async () => undefined,
    close: async () => undefined,
  };
  const log = createLogger((line) => lines.push(line));
  const info = { version: '1', host: 'browser', developer: true, keyStorage: 'file' } as const;
  return { session, log, info, screenPops: createScreenPops(log) };
}

describe.each([
  ['a message port', connectByPort],
  ['a WebSocket', connectBySocket],
])('the RPC over %s', (_name, connect) => {
  beforeEach(async () => {
    thrown = new CoreError('NOT_SIGNED_IN');
    connected = await connect(contextOf());
  });
  afterEach(() => connected.disconnect());

  it('answers a query', async () => {
    expect(await connected.client.system.info()).toMatchObject({ version: '1', host: 'browser' });
  });

  it.each(CODES)('carries the error %s as data', async (code) => {
    thrown = new CoreError(code, [{ path: 'emails.0.address', code: 'email' }]);
    const { error } = await safe(connected.client.customer.search({ text: 'a' }));
    expect(error).toBeInstanceOf(ORPCError);
    expect(isDefinedError(error)).toBe(true);
    expect((error as ORPCError<string, unknown>).code).toBe(code);
  });

  it('turns an unknown error into INTERNAL, with nothing of its text anywhere', async () => {
    thrown = new Error('ada@example.org at /home/ada');
    const { error } = await safe(connected.client.customer.rows({ ids: [id] }));
    expect((error as ORPCError<string, unknown>).code).toBe('INTERNAL');
    expect(JSON.stringify(error) + JSON.stringify(lines)).not.toContain('ada');
  });

  it('refuses input outside the contract before any service sees it', async () => {
    thrown = new Error('a service was reached');
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: false }), async (input) => {
        const search = connected.client.customer.search as (input: unknown) => Promise<unknown>;
        if (typeof (input as { text?: unknown } | null)?.text === 'string') return;
        const { error } = await safe(search(JSON.parse(JSON.stringify(input ?? null))));
        expect((error as ORPCError<string, unknown>).code).toBe('INVALID');
      }),
      { numRuns: 50 },
    );
    const tooLong = await safe(connected.client.customer.search({ text: 'x'.repeat(201) }));
    expect((tooLong.error as ORPCError<string, unknown>).code).toBe('INVALID');
  });

  it.each(['constructor', '__proto__', 'nothing'])('has no procedure %s', async (name) => {
    const router = connected.client as unknown as Record<
      string,
      Record<string, (input?: unknown) => Promise<unknown>>
    >;
    for (const path of [() => router[name]?.[name]?.({}), () => router.customer?.[name]?.({})]) {
      await expect(Promise.resolve().then(path)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('streams a subscription and lets go when the reader stops', async () => {
    const events = await connected.client.session.state();
    expect((await events.next()).value).toEqual({ state: 'starting' });
    state$.next({ state: 'signedOut', problem: null });
    expect((await events.next()).value).toEqual({ state: 'signedOut', problem: null });
    expect(state$.observed).toBe(true);
    await events.return?.(undefined);
    await expect.poll(() => state$.observed).toBe(false);
  });

  it('lets go of every subscription when the window goes away', async () => {
    const events = await connected.client.session.state();
    await events.next();
    await connected.disconnect();
    await expect.poll(() => state$.observed).toBe(false);
    connected = await connect(contextOf());
  });
});
