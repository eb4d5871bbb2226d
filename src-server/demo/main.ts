/**
 * `node src-server/demo/main.ts [--data DIR] [--customers N] [--port P]`: the demo's backend. Prints what it is
 * doing, then one line `READY {"serverUrl":…,"issuer":…}`. SIGTERM, SIGINT and the end of a parent that keeps an IPC channel stop
 * everything that it started.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startDemo } from './start-demo.ts';

const Options = z.object({
  data: z.string().min(1).default('data/server'),
  customers: z.coerce.number().int().min(0).max(5_000_000).default(1000),
  port: z.coerce.number().int().min(1).max(65_535).optional(),
});

const flag = { type: 'string' } as const;
const { values } = parseArgs({ options: { data: flag, customers: flag, port: flag } });
const { data, customers, port } = Options.parse(values);

const abort = new AbortController();
let stop = async (): Promise<void> => undefined;
process.on('SIGTERM', end);
process.on('SIGINT', end);
process.on('disconnect', end);

function end(): void {
  if (abort.signal.aborted) return;
  abort.abort();
  stop().catch(fail);
}

try {
  const demo = await startDemo({
    folder: data,
    customers,
    port,
    databaseUrl: process.env.DATABASE_URL,
    signal: abort.signal,
    onProgress: (message) => console.log(message),
  });
  stop = demo.stop;
  if (abort.signal.aborted) await stop();
  else console.log(`READY ${JSON.stringify({ serverUrl: demo.serverUrl, issuer: demo.issuer })}`);
} catch (error) {
  if (!abort.signal.aborted) fail(error);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : 'The demo could not be started.');
  process.exitCode = 1;
}
