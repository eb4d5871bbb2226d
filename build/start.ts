/**
 * `npm start`: a real PostgreSQL, the backend, the identity provider and one desk, all on this machine.
 * `npm run desk -- --data FOLDER` starts another desk on the backend that already runs.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ALLOCATOR_ENV } from '../src-main/host/browser/allocator.ts';
import { buildIfNeeded, ROOT } from './bundle.ts';
import { type Child, startChild } from './child.ts';
import { COMPILE_CACHE_ENV } from './compile-cache.ts';
import { findElectron } from './electron-runtime.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(ROOT, 'data') },
    customers: { type: 'string', default: '1000' },
    server: { type: 'string' },
    port: { type: 'string' },
    'no-window': { type: 'boolean', default: false },
  },
});
const children: Child[] = [];
let stopped: Promise<void> | null = null;
const print = (line: string) => process.stdout.write(`${line}\n`);

stopOnSignal();
try {
  await run(resolve(values.data));
} catch (error) {
  print(error instanceof Error ? error.message : 'Callbook could not start.');
  await stopAll();
  process.exit(1);
}

async function run(data: string): Promise<void> {
  await buildIfNeeded(print);
  const serverUrl = values.server ?? (await startServer(data));
  const desk = await startDesk(join(data, 'desk'), serverUrl);
  print(`The backend is at ${serverUrl}`);
  print('Callbook is running. Press Ctrl-C to stop.');
  const code = await desk.exited;
  await stopAll();
  process.exit(code);
}

/** Resolves with the address of the backend once it answers. */
async function startServer(data: string): Promise<string> {
  const { promise, resolve: ready, reject } = Promise.withResolvers<string>();
  const args = ['src-server/demo/main.ts', '--data', join(data, 'server'), '--customers', values.customers];
  const server = startChild(
    process.execPath,
    [...args, ...(values.port ? ['--port', values.port] : [])],
    (line) => {
      if (line.startsWith('READY ')) ready(JSON.parse(line.slice('READY '.length)).serverUrl);
      else print(line);
    },
    { ties: true },
  );
  children.push(server);
  server.exited.then((code) => reject(new Error(`The backend ended with code ${code} before it was ready.`)));
  return promise;
}

async function startDesk(data: string, serverUrl: string): Promise<Child> {
  const electron = await findElectron();
  if (!electron)
    print('No Electron runtime on this machine: Callbook opens in Chromium instead (browser host).');
  const host = ['src-main/host/browser/main.ts', '--data', data, '--server', serverUrl];
  const desk = electron
    ? startChild(electron, ['.', `--user-data-dir=${data}`], print, { env: { CALLBOOK_SERVER: serverUrl } })
    : startChild(process.execPath, [...host, ...(values['no-window'] ? ['--no-window'] : [])], printLink, {
        ties: true,
        env: { ...ALLOCATOR_ENV, ...COMPILE_CACHE_ENV },
      });
  children.push(desk);
  return desk;
}

function printLink(line: string): void {
  print(line.startsWith('LINK ') ? `\n  ${line.slice('LINK '.length)}\n` : line);
}

/** Stops everything once, in the reverse order of its start: the desk first, PostgreSQL last. */
function stopAll(): Promise<void> {
  stopped ??= (async () => {
    for (const child of children.toReversed()) await child.stop();
  })();
  return stopped;
}

function stopOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopped) print('Stopping …');
      void stopAll().then(() => process.exit(0));
    });
  }
}
