/**
 * Runs what electron-vite built, `out/main/index.js`, under Node with the stand-in for Electron, signs in, searches,
 * and prints what it found as JSON. Arguments: data folder, address of the backend, account.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { CONNECT_CHANNEL } from '#main/host/channels.ts';
import type { ApiClient } from '#shared/api/contract.ts';
import { followSignIn } from './core.ts';
import { createElectronStandIn, FakeContents } from './electron-stand-in.ts';

const [dataDir = '', serverUrl = '', account = ''] = process.argv.slice(2);
const standIn = createElectronStandIn({ userData: dataDir });
Object.assign(globalThis, { electronStandIn: standIn.electron });
process.env.CALLBOOK_SERVER = serverUrl;

const names = Object.keys(standIn.electron);
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: 'stand-in:electron', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === 'stand-in:electron'
      ? {
          format: 'module',
          shortCircuit: true,
          source: names
            .map((name) => `export const ${name} = globalThis.electronStandIn.${name};`)
            .join('\n'),
        }
      : next(url, context),
});
await import(pathToFileURL(join(import.meta.dirname, '../../out/main/index.js')).href);

const page = new FakeContents(1, 'app://callbook/');
standIn.ipcMain.emit(CONNECT_CHANNEL, { sender: page, senderFrame: page.mainFrame });
const port = page.posted[0]?.ports[0] as SupportedMessagePort & { start(): void };
port.start();
const client: ApiClient = createORPCClient(new RPCLink({ port }));

await client.session.startSignIn();
await followSignIn(standIn.recorded.openedUrls[0] ?? '', account);
for await (const { state } of await client.session.state()) {
  if (state === 'signedIn') break;
}
let held = 0;
for await (const status of await client.sync.status()) {
  held = status.collections.find(({ name }) => name === 'customers')?.documents ?? 0;
  if (!status.firstSync && status.waiting === 0 && held > 0) break;
}
const { hits } = await client.customer.search({ text: 'C-1000', limit: 5 });
process.stdout.write(
  `${JSON.stringify({ held, hits: hits.length, calls: standIn.recorded.calls })}\n`,
  () => {
    // Electron ends the process once the core is closed; the stand-in has no process to end.
    standIn.electron.app.quit = () => process.exit(0);
    standIn.app.emit('will-quit', { preventDefault: () => undefined });
  },
);
