/**
 * Opens copies of a desk's data folder in which one byte was changed, as a host does, and prints for each what it
 * came to: the state of the session, and the state of the store after a check. A copy is opened twice. Of a log that
 * was cut off it also prints what waits to be sent, and whether its user was told that the store is older.
 */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom } from 'rxjs';
import { startCore } from '#main/app.ts';
import { surviveStoreErrors } from '#main/host/survive.ts';
import { createLogger } from '#main/log.ts';
import { createFileSlot } from '#main/vault/file-slot.ts';
import { plainQuestion } from '#shared/api/search.ts';

const [source = '', seed = '0', count = '0', cut = ''] = process.argv.slice(2);
const log = createLogger(() => undefined);
surviveStoreErrors(log);
let state = Number(seed);

function random(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function userFolder(data: string): string {
  const [name = ''] = readdirSync(join(data, 'users'));
  return join(data, 'users', name);
}

/** Nine times of ten in the database, else in one of the small files beside it. */
function damage(data: string): string {
  const folder = userFolder(data);
  const small = ['store.db.id', 'store.db.seen', 'key.json', 'unsent.json'];
  const name = cut
    ? 'store.db-wal'
    : random(10) > 0
      ? 'store.db'
      : (small[random(small.length)] ?? 'store.db');
  const bytes = readFileSync(join(folder, name));
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255));
  writeFileSync(join(folder, name), cut ? bytes.subarray(0, at) : bytes);
  return `${name} ${at}`;
}

async function openOnce(data: string): Promise<string> {
  const core = await startCore({
    dataDir: data,
    serverUrl: 'http://127.0.0.1:9',
    slots: [createFileSlot()],
    log,
    info: { version: '0', host: 'browser', developer: true },
    openBrowser: async () => false,
  });
  const session = await firstValueFrom(core.session.state$);
  const answer = session.state === 'signedIn' ? await lookAround(core) : (JSON.stringify(session) ?? '');
  await core.close();
  return answer;
}

async function lookAround({ session }: Awaited<ReturnType<typeof startCore>>): Promise<string> {
  const { customers, health, sync } = session.desk();
  await customers.search(plainQuestion('a', 50)).catch(() => null);
  health.check();
  const { state: store } = await firstValueFrom(
    health.status$.pipe(
      filter((one) => (one.state !== 'checking' && one.auditSound !== null) || one.state === 'damaged'),
    ),
  );
  if (store === 'damaged') {
    await session.leaveDamaged();
    return JSON.stringify(await firstValueFrom(session.state$));
  }
  const { collections, waiting } = await firstValueFrom(sync.status$);
  const whole = `ok ${collections.find(({ name }) => name === 'customers')?.documents}`;
  if (!cut) return whole;
  return `${whole} waiting ${waiting} ${health.status$.value.setBack ? 'told' : 'untold'}`;
}

for (let run = 0; run < Number(count); run += 1) {
  const data = mkdtempSync(join(tmpdir(), 'callbook-flip-'));
  cpSync(source, data, { recursive: true });
  const where = damage(data);
  const answers = [await openOnce(data), await openOnce(data)];
  process.stdout.write(`${JSON.stringify({ where, answers })}\n`);
  rmSync(data, { recursive: true, force: true });
}
