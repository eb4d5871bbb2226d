/** First sync, with somebody who searches meanwhile, and restart of the real core. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { plainQuestion } from '#shared/api/search.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { typeMeanwhile } from '../search-eval/meanwhile.ts';
import { isSynced, signInCore, startTestCore } from '../support/core.ts';

export type Desk = { dataDir: string; serverUrl: string; customers: number; print: (line: string) => void };

/** The data steward of the demo, whose scope is every customer. */
const ACCOUNT = 'devi';

export async function measureFirstSync({ dataDir, serverUrl, customers, print }: Desk) {
  const core = await startTestCore(dataDir, serverUrl);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const since = performance.now();
  await signInCore(core, ACCOUNT);
  const meanwhile = typeMeanwhile((question) => core.session.desk().customers.search(question));
  const held = (status: { collections: { name: string; documents: number }[] }) =>
    status.collections.find(({ name }) => name === 'customers')?.documents ?? 0;
  await core.status((status) => held(status) >= customers);
  const seconds = (performance.now() - since) / 1000;
  delay.disable();
  print(`First sync of ${customers} customers: ${seconds.toFixed(1)} s`);
  await core.status(isSynced);
  const searches = await meanwhile.stop();
  const rss = process.memoryUsage().rss;
  const documents = await sampleOf(core, customers);
  await core.close();
  return { perSecond: customers / seconds, longestPauseMs: delay.max / 1e6, rss, documents, searches };
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
