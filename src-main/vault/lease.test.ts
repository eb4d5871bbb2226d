/** What a store takes for a lease, and how it goes by its clocks: with a real store and real signatures. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger, type LogLine } from '../log.ts';
import { openStore, type SqliteStore } from '../storage-sqlite/index.ts';
import { temporaryFile } from '../storage-sqlite/testing/support.ts';
import { type DeskDatabase, openDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Asked } from '../sync/server.ts';
import { type Lease, openLease } from './lease.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-06-01T08:00:00.000Z');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

let store: SqliteStore;
let database: DeskDatabase;
let lines: LogLine[];
let [wall, monotonic, answer] = [START, 0, null as Asked | null];

beforeEach(async () => {
  lines = [];
  [wall, monotonic, answer] = [START, 0, null];
  store = await openStore({ file: temporaryFile(), key: null });
  const log = createLogger(() => undefined);
  database = await openDatabase(`lease ${Math.random()}`, store.storage, new Set(), log);
});
afterEach(async () => {
  await database.close();
  await store.close();
});

const open = () =>
  openLease({
    database,
    sub: 'ada',
    ask: async () => {
      if (!answer) throw new Error('nobody answers');
      return answer;
    },
    log: createLogger((line) => lines.push(line)),
    clock: { wall: () => wall, monotonic: () => monotonic },
  });

function grant(hours: number, more: object = {}, key = privateKey): Asked {
  const [issuedAt, expiresAt] = [START, START + hours * HOUR].map((at) => new Date(at).toISOString());
  const body = JSON.stringify({ kind: 'lease', sub: 'ada', issuedAt, expiresAt, ...more });
  const signature = sign(null, Buffer.from(body), key).toString('base64');
  return { status: 200, body: { body, signature, publicKey: spki } };
}
function pass(ms: number): void {
  wall += ms;
  monotonic += ms;
}
const ended = { code: 'LEASE_ENDED' };
const untilOf = (lease: Lease) => {
  const now = lease.state();
  return now.state === 'ended' ? null : now.until;
};

describe('an answer of the server', () => {
  it('is kept when it is a lease, and read at the next opening', async () => {
    const lease = await open();
    answer = grant(2);
    await lease.renew();
    expect(untilOf(lease)).toBe('2026-06-01T10:00:00.000Z');
    answer = null;
    pass(HOUR);
    expect(untilOf(await open())).toBe('2026-06-01T10:00:00.000Z');
    pass(HOUR);
    await expect(open()).rejects.toMatchObject(ended);
  });

  it.each([
    ['of another user', () => grant(2, { sub: 'bob' })],
    ['of another kind', () => grant(2, { kind: 'certificate' })],
    ['signed with another key', () => grant(2, {}, stranger.privateKey)],
    ['without a signature', () => ({ status: 200, body: {} })],
    ['that refuses', () => ({ status: 403, body: { code: 'FORBIDDEN' } })],
  ])('%s changes nothing, and is logged without its content', async (_name, given) => {
    const lease = await open();
    answer = grant(2);
    await lease.renew();
    answer = given();
    await lease.renew();
    expect(untilOf(lease)).toBe('2026-06-01T10:00:00.000Z');
    expect(lines.map(({ event }) => event)).toEqual(['lease.notRenewed']);
    expect(JSON.stringify(lines)).not.toContain('2026-06-01T10');
  });

  it('that knows no leases leaves a desk a week each time', async () => {
    const lease = await open();
    pass(160 * HOUR);
    answer = { status: 404, body: { code: 'NOT_FOUND' } };
    await lease.renew();
    pass(160 * HOUR);
    expect(lease.state().state).toBe('ending');
  });
});

describe('a lease in the store', () => {
  it('that was changed there is none', async () => {
    const lease = await open();
    answer = grant(2);
    await lease.renew();
    answer = null;
    const kept = await readSetting<{ signed: { body: string } }>(database, 'lease');
    const body = kept?.signed.body.replace('T10:', 'T20:');
    await writeSetting(database, 'lease', { ...kept, signed: { ...kept?.signed, body } });
    await expect(open()).rejects.toMatchObject(ended);
  });

  it('lasts a week where none was granted yet, counted from the first opening', async () => {
    await open();
    pass(167 * HOUR);
    expect((await open()).state().state).toBe('ending');
    pass(HOUR);
    await expect(open()).rejects.toMatchObject(ended);
    answer = grant(24 * 8);
    expect((await open()).state().state).toBe('good');
  });

  it('is not extended by a clock that is set back, open or closed, and not by writing that time down', async () => {
    const lease = await open();
    pass(HOUR);
    await lease.note();
    wall -= HOUR;
    expect(lease.state().state).toBe('ended');
    await lease.note();
    expect(lease.state().state).toBe('ended');
    await expect(open()).rejects.toMatchObject(ended);
    wall += HOUR;
    expect((await open()).state().state).toBe('good');
  });
});
