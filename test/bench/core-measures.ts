/** First sync, search and restart of the real core, through its RPC. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { plainQuestion } from '#shared/api/search.ts';
import { digitsOf } from '#shared/customer/normalise.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';
import { connectBySocket } from '../support/rpc-clients.ts';

export type Desk = { dataDir: string; serverUrl: string; customers: number; print: (line: string) => void };

/** The privacy officer of the demo, whose scope is every customer. */
const ACCOUNT = 'noor';
const SAMPLE = 400;

export async function measureFirstSync({ dataDir, serverUrl, customers, print }: Desk) {
  const core = await startTestCore(dataDir, serverUrl);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const since = performance.now();
  await signInCore(core, ACCOUNT);
  const held = (status: { collections: { name: string; documents: number }[] }) =>
    status.collections.find(({ name }) => name === 'customers')?.documents ?? 0;
  await core.status((status) => held(status) >= customers);
  const seconds = (performance.now() - since) / 1000;
  delay.disable();
  print(`First sync of ${customers} customers: ${seconds.toFixed(1)} s`);
  await core.status(isSynced);
  const rss = process.memoryUsage().rss;
  const documents = await sampleOf(core, customers);
  await core.close();
  return { perSecond: customers / seconds, longestPauseMs: delay.max / 1e6, rss, documents };
}

/** All documents the desk holds, as the store has them. */
async function sampleOf(
  core: Awaited<ReturnType<typeof startTestCore>>,
  customers: number,
): Promise<Customer[]> {
  const { hits } = await core.session.desk().customers.search(plainQuestion('a', 100));
  const found: Customer[] = [];
  for (const { id } of hits) {
    const view = await new Promise<Customer | undefined>((resolve) => {
      core.session
        .desk()
        .customers.watch(id)
        .subscribe((value) => value && resolve(value.customer));
    });
    if (view) found.push(view);
  }
  return Array.from({ length: customers }, (_, at) => ({
    ...(found[at % found.length] as Customer),
    id: `${at}`,
  }));
}

export async function measureSearch({ dataDir, serverUrl, print }: Desk, documents: readonly Customer[]) {
  const core = await startTestCore(dataDir, serverUrl);
  const { client, disconnect } = await connectBySocket(core.context);
  const times: number[] = [];
  for (const text of typed(documents)) {
    const since = performance.now();
    await client.customer.search({ text, limit: 50 });
    times.push(performance.now() - since);
  }
  const echoes: number[] = [];
  for (let at = 0; at < SAMPLE; at += 1) {
    const since = performance.now();
    await client.system.info();
    echoes.push(performance.now() - since);
  }
  await disconnect();
  await core.close();
  print(`${times.length} keystrokes searched`);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(times, share));
  return { count: times.length, p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0, echoP50: quantile(echoes, 0.5) };
}

/** What a representative types, letter by letter. */
function* typed(documents: readonly Customer[]): Generator<string> {
  for (let at = 0; at < SAMPLE; at += 1) {
    const customer = documents[at % documents.length];
    if (!customer) return;
    const whole = [
      `${customer.given} ${customer.family}`,
      customer.number,
      digitsOf(customer.phones[0]?.number ?? '').slice(-4),
      customer.emails[0]?.address ?? '',
    ][at % 4];
    for (let end = 1; end <= (whole?.length ?? 0); end += 1) yield whole?.slice(0, end) ?? '';
  }
}

export async function measureRestart({ dataDir, serverUrl }: Desk) {
  const since = performance.now();
  const core = await startTestCore(dataDir, serverUrl);
  await core.session.desk().customers.search(plainQuestion('mar', 50));
  const ms = performance.now() - since;
  const rss = process.memoryUsage().rss;
  await core.close();
  return { ms, rss, storeBytes: await storeSize(dataDir) };
}

async function storeSize(dataDir: string): Promise<number> {
  const users = join(dataDir, 'users');
  const names = await readdir(users, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(users, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
}
