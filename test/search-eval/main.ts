/**
 * `npm run search:eval -- --customers FILE.jsonl --queries FILE.jsonl`: loads customers into an encrypted store by the
 * product's own write path, asks the product's own search, and prints what it found and how long it took. What a line may
 * hold is said in docs/BENCHMARKS-SEARCH.md; whatever else it holds is passed over.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ALLOCATOR_ENV } from '#main/host/browser/allocator.ts';
import { newKey } from './desk.ts';
import { PEERS } from './peers.ts';
import { type Loaded, type PeerTold, peersOf, reportOf, type Told } from './report.ts';

const MOST_OUTPUT = 2 ** 30;

const { values } = parseArgs({
  options: {
    customers: { type: 'string' },
    queries: { type: 'string' },
    /** Also asks FTS5, MiniSearch and FlexSearch, where they can bear so many customers. */
    peers: { type: 'boolean', default: false },
  },
});
if (!values.customers || !values.queries) {
  process.stderr.write('Usage: npm run search:eval -- --customers FILE.jsonl --queries FILE.jsonl\n');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'callbook-search-'));
const key = newKey();
try {
  const loaded = await run<Loaded>('load.child.ts', [values.customers]);
  const told = await run<Told>('ask.child.ts', [JSON.stringify(loaded.extents), values.queries]);
  process.stdout.write(`${reportOf(loaded, told)}\n`);
  if (values.peers)
    process.stdout.write(`\n${peersOf(told, await askPeers(loaded, values.customers, values.queries))}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function askPeers({ customers }: Loaded, file: string, queries: string): Promise<PeerTold[]> {
  const told: PeerTold[] = [];
  for (const [name, { limit }] of Object.entries(PEERS)) {
    if (customers > limit) continue;
    const args = [
      join(import.meta.dirname, 'peer.child.ts'),
      name,
      join(folder, `peer ${told.length}.db`),
      file,
      queries,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: MOST_OUTPUT });
    told.push(JSON.parse(stdout) as PeerTold);
  }
  return told;
}

async function run<T>(child: string, files: string[]): Promise<T> {
  const args = [join(import.meta.dirname, child), folder, key, ...files];
  // As a host starts the core.
  const env = { ...process.env, ...ALLOCATOR_ENV };
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: MOST_OUTPUT, env });
  return JSON.parse(stdout) as T;
}
