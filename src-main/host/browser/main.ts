/** Starts the core with the browser host. `npm start` runs this where there is no Electron runtime. */
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCore } from '../../app.ts';
import { boundHeap } from '../../heap.ts';
import { createLogger, stderrSink } from '../../log.ts';
import { createFileSlot } from '../../vault/file-slot.ts';
import { surviveStoreErrors } from '../survive.ts';
import { canShowWindow, findChromium, openChromium } from './chromium.ts';
import { answerLaterInstances, askRunningInstance, handOverLink } from './instance.ts';
import { startBrowserHost } from './server.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
/** A window we open ourselves redeems its token at once; a link is opened by a person. */
const WINDOW_LIFE_MS = 30_000;
const LINK_LIFE_MS = 10 * 60_000;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    server: { type: 'string' },
    renderer: { type: 'string', default: join(HERE, '../../../out/renderer') },
    port: { type: 'string', default: '0' },
    'idle-minutes': { type: 'string' },
    /** A link of a telephone system, handed to the host that runs already where one does. */
    open: { type: 'string' },
    'no-window': { type: 'boolean', default: false },
    'no-developer': { type: 'boolean', default: false },
  },
});
if (!values.data || !values.server) {
  process.stderr.write('Usage: node src-main/host/browser/main.ts --data FOLDER --server URL\n');
  process.exit(2);
}
boundHeap();
await run(resolve(values.data), values.server);

async function run(dataDir: string, serverUrl: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (values.open && (await handOverLink(dataDir, values.open))) return;
  const running = await askRunningInstance(dataDir);
  if (running) {
    process.stdout.write('Callbook is already running on this data folder; here is its window.\n');
    return show(running, dataDir);
  }
  const log = createLogger(stderrSink);
  surviveStoreErrors(log);
  const core = await startCore({
    dataDir,
    serverUrl,
    slots: [createFileSlot()],
    log,
    info: { version: '0.1.0', host: 'browser', developer: !values['no-developer'] },
    openBrowser: async () => false,
    editionKey: process.env.CALLBOOK_EDITION_KEY,
    ...(values['idle-minutes'] && { idleMinutes: Number(values['idle-minutes']) }),
  });
  const host = await startBrowserHost({
    rendererDir: values.renderer,
    context: core.context,
    log,
    port: Number(values.port),
  });
  const stopAnswering = await answerLaterInstances(
    dataDir,
    () => host.launchUrl(WINDOW_LIFE_MS),
    core.context.screenPops.open,
  );
  if (values.open) core.context.screenPops.open(values.open);
  onStop(async () => {
    await stopAnswering();
    await host.close();
    await core.close();
  });
  const windowed = !values['no-window'] && canShowWindow() && (await findChromium()) !== null;
  await show(host.launchUrl(windowed ? WINDOW_LIFE_MS : LINK_LIFE_MS), dataDir);
}

async function show(url: string, dataDir: string): Promise<void> {
  const chromium = values['no-window'] || !canShowWindow() ? null : await findChromium();
  if (chromium) openChromium(chromium, url, join(dataDir, 'chromium-profile'));
  else process.stdout.write('Open this link in Chromium or Chrome (it works once, within 10 minutes):\n');
  process.stdout.write(`LINK ${url}\n`);
}

/** Stops once: on the first signal, or when the process that started it is gone. A second signal ends it at once. */
function onStop(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
