/** Electron's entry. */
import { join } from 'node:path';
import * as electron from 'electron';
import { boundHeap } from './heap.ts';
import { startElectronHost } from './host/electron/main.ts';
import { surviveStoreErrors } from './host/survive.ts';
import { createLogger, stderrSink } from './log.ts';

boundHeap();
const { CALLBOOK_SERVER: serverUrl, CALLBOOK_IDLE_MINUTES: idleMinutes } = process.env;
if (!serverUrl) {
  process.stderr.write('CALLBOOK_SERVER names the backend, for example https://callbook.example.org\n');
  electron.app.exit(78);
} else {
  const log = createLogger(stderrSink);
  surviveStoreErrors(log);
  await startElectronHost(electron, {
    rendererDir: join(import.meta.dirname, '../renderer'),
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    serverUrl,
    log,
    argv: process.argv.slice(1),
    platform: process.platform,
    editionKey: process.env.CALLBOOK_EDITION_KEY,
    ...(idleMinutes && { idleMinutes: Number(idleMinutes) }),
  });
}
