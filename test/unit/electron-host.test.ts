import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '#main/app.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from '#main/host/channels.ts';
import { forbiddenSwitches } from '#main/host/electron/argv.ts';
import { isAllowedPermission, isOurFile, isOurPage, isReach } from '#main/host/electron/harden.ts';
import { startElectronHost } from '#main/host/electron/main.ts';
import { notifyDue } from '#main/host/electron/notify.ts';
import { createKeyringSlot, hasKeyring } from '#main/host/electron/safe-storage-slot.ts';
import { createLogger, type LogLine } from '#main/log.ts';
import type { ApiClient } from '#shared/api/contract.ts';
import {
  createElectronStandIn,
  FakeContents,
  keyring,
  type StandIn,
  type StandInOptions,
} from '../support/electron-stand-in.ts';

let folder: string;
let core: Core | null;
let lines: LogLine[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-electron-'));
  await writeFile(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  core = null;
  lines = [];
});
afterEach(async () => {
  await core?.close();
  await rm(folder, { recursive: true });
});

async function start(options: Partial<StandInOptions> = {}, argv: string[] = []): Promise<StandIn> {
  const standIn = createElectronStandIn({ userData: folder, ...options });
  core = await startElectronHost(standIn.electron, {
    rendererDir: folder,
    preload: '/preload.cjs',
    serverUrl: 'http://127.0.0.1:9',
    log: createLogger((line) => lines.push(line)),
    argv,
    platform: 'linux',
  });
  return standIn;
}

describe('what the system may be asked to open', () => {
  it.each([
    ['tel:+493012345', true],
    ['mailto:ada.byron@x.org', true],
    ['tel:*21*0900#', false],
    ['mailto:a@x.org?attach=/etc/passwd', false],
    ['mailto:a@x.org,b@x.org', false],
    ['ms-msdt:/id', false],
    ['file:///etc/passwd', false],
    ['https://example.org', false],
    [' tel:123', false],
  ])('%s: %s', (address, expected) => {
    expect(isReach(address)).toBe(expected);
  });
});

/** Every permission Electron 45 knows, read from its types, so that a new one is decided here too. */
async function allPermissions(): Promise<string[]> {
  const types = await readFile(
    join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'),
    'utf8',
  );
  const unions = [
    ...types.matchAll(/setPermission(?:Request|Check)Handler\(handler:.*?permission: ([^,]*?),/gs),
  ];
  return [
    ...new Set(
      unions.flatMap(([, union]) => [...(union ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name ?? '')),
    ),
  ];
}

describe('the Electron host', () => {
  it('sandboxes everything before it is ready, and makes its window without Node', async () => {
    const { recorded } = await start();
    expect(recorded.calls.indexOf('enableSandbox')).toBe(0);
    expect(recorded.calls.findIndex((call) => call.startsWith('scheme'))).toBeLessThan(
      recorded.calls.indexOf('whenReady'),
    );
    expect(recorded.calls).toContain('load app://callbook/');
    expect(recorded.windowOptions[0]?.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
    });
    expect(recorded.partition.startsWith('persist:')).toBe(false);
    expect(JSON.stringify(recorded.calls)).not.toMatch(/bypassCSP|allowServiceWorkers|corsEnabled/);
  });

  it('denies every permission Electron knows but copying selected text', async () => {
    const { recorded } = await start();
    const permissions = await allPermissions();
    expect(permissions.length).toBeGreaterThan(10);
    for (const permission of permissions) {
      const checked = recorded.permissionCheck?.(null, permission as never, '', {} as never);
      expect([permission, checked]).toEqual([permission, permission === 'clipboard-sanitized-write']);
      recorded.permissionRequest?.(
        null as never,
        permission as never,
        (granted) => expect(granted).toBe(isAllowedPermission(permission)),
        {} as never,
      );
    }
  });

  it.each([
    ['app://callbook/', true],
    ['app://callbook/index.html#x', true],
    ['app://callbook.evil/', false],
    ['app://callbook@evil/', false],
    ['app://evil/callbook', false],
    ['app://CALLBOOK/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['blob:app://callbook/1', false],
    ['https://callbook/', false],
    ['not an address', false],
  ])('takes %s for our page: %s', (address, ours) => expect(isOurPage(address)).toBe(ours));

  it.each([
    ['blob:app://callbook/1', true],
    ['blob:app://callbook.evil/1', false],
    ['blob:https://callbook/1', false],
    ['app://callbook/x.exe', false],
    ['https://evil/x.exe', false],
    ['data:text/html,x', false],
  ])('takes %s for a file that our page made: %s', (address, ours) => expect(isOurFile(address)).toBe(ours));

  it('stops navigation, new windows and webviews in every page there will be', async () => {
    const { app, recorded } = await start();
    const contents = new FakeContents(7, 'app://callbook/');
    app.emit('web-contents-created', {}, contents);
    const open = (url: string) => contents.windowOpenHandler?.({ url } as never);
    expect(open('https://user@evil.example/')).toEqual({ action: 'deny' });
    expect(open('file:///etc/passwd')).toEqual({ action: 'deny' });
    expect(open('https://shop.example/orders/1')).toEqual({ action: 'deny' });
    // The page of an order opens in the browser of the computer.
    expect(recorded.openedUrls).toEqual(['https://shop.example/orders/1']);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      let prevented = false;
      contents.emit(name, {
        url: 'https://evil.example',
        preventDefault: () => {
          prevented = true;
        },
      });
      expect([name, prevented]).toEqual([name, true]);
    }
  });

  it('serves its own scheme from memory and nothing for another host', async () => {
    const { recorded } = await start();
    const ask = async (url: string) => (await recorded.protocolHandler?.(new Request(url)))?.status;
    expect(await ask('app://callbook/')).toBe(200);
    expect(await ask('app://evil/')).toBe(404);
    expect(await ask('app://callbook/..%2f..%2fpackage.json')).toBe(404);
  });

  it('gives a port to our page and to nobody else', async () => {
    const { ipcMain } = await start();
    const ours = new FakeContents(1, 'app://callbook/');
    const send = (sender: FakeContents, senderFrame: unknown) =>
      ipcMain.emit(CONNECT_CHANNEL, { sender, senderFrame });
    send(ours, null);
    send(ours, { url: 'app://callbook/' });
    const foreign = new FakeContents(1, 'app://callbook.evil/');
    send(foreign, foreign.mainFrame);
    const unknown = new FakeContents(99, 'app://callbook/');
    send(unknown, unknown.mainFrame);
    expect([...ours.posted, ...foreign.posted, ...unknown.posted]).toEqual([]);
    expect(lines.filter((line) => line.event === 'host.refused').length).toBe(4);

    send(ours, ours.mainFrame);
    expect(ours.posted[0]?.channel).toBe(PORT_CHANNEL);
    const port = ours.posted[0]?.ports[0] as SupportedMessagePort & { start(): void; close(): void };
    port.start();
    const client: ApiClient = createORPCClient(new RPCLink({ port }));
    expect(await client.system.info()).toMatchObject({
      host: 'electron',
      keyStorage: 'keyring',
      version: '0.1.0',
    });
    port.close();
  });

  it('focuses the first window for a second instance, which does not start', async () => {
    const { app, recorded } = await start();
    app.emit('second-instance', {}, [], '', {});
    expect(recorded.calls.slice(-2)).toEqual(['restore', 'focus']);
    await core?.close();
    const second = await start({ firstInstance: false });
    expect(second.recorded.calls).toContain('quit');
    expect(second.recorded.windowOptions).toEqual([]);
  });

  it('does not open the store of a release build that is being debugged', async () => {
    const { recorded } = await start({ packaged: true }, ['--remote-debugging-port=9222']);
    expect(recorded.exitCode).toBe(78);
    expect(recorded.windowOptions).toEqual([]);
  });

  it.each([
    [['--JS-Flags=--expose-gc'], ['js-flags']],
    [
      ['-inspect', '--inspect-brk=0'],
      ['inspect', 'inspect-brk'],
    ],
    [['callbook://customer?number=--no-sandbox', '--lang=de'], []],
  ])('finds in %j the switches %j', (argv, found) => expect(forbiddenSwitches(argv)).toEqual(found));

  it('closes the core before the process ends', async () => {
    const { app, recorded } = await start();
    let prevented = 0;
    const quit = () =>
      app.emit('will-quit', {
        preventDefault: () => {
          prevented += 1;
        },
      });
    quit();
    await expect.poll(() => recorded.calls.includes('quit')).toBe(true);
    quit();
    expect(prevented).toBe(1);
  });
});

describe('a notification', () => {
  it('says how many ticklers are due, and nothing where the system has none', () => {
    const shown: object[] = [];
    class Port {
      static isSupported = () => true;
      readonly given: object;
      constructor(given: object) {
        this.given = given;
      }
      show = () => void shown.push(this.given);
    }
    notifyDue(Port, 1);
    notifyDue(Port, 3);
    notifyDue(Object.assign(class extends Port {}, { isSupported: () => false }), 1);
    const body = 'Open Callbook to see what is to be done.';
    expect(shown).toEqual([
      { title: 'A tickler is due', body },
      { title: '3 ticklers are due', body },
    ]);
  });
});

describe('the key ring', () => {
  it('is believed by its ciphertext, not by its word', async () => {
    expect(await hasKeyring(keyring('v11'), 'linux')).toBe(true);
    expect(await hasKeyring(keyring('v10'), 'linux')).toBe(false);
    expect(await hasKeyring(keyring('v10'), 'darwin')).toBe(true);
    expect(
      await hasKeyring({ ...keyring('v11'), isAsyncEncryptionAvailable: async () => false }, 'win32'),
    ).toBe(false);
    expect(
      await hasKeyring({ ...keyring('v11'), encryptStringAsync: () => Promise.reject(new Error()) }, 'linux'),
    ).toBe(false);
  });

  it('falls back to the key file, and says so, where there is none', async () => {
    await start({ safeStorage: keyring('v10') });
    expect(core?.context.info.keyStorage).toBe('file');
  });

  it('wraps and unwraps, tells "not now" from "never", and refuses what is no key', async () => {
    const slot = createKeyringSlot(keyring('v11'));
    const key = new Uint8Array(32).fill(7);
    expect(await slot.unwrap(await slot.wrap(key))).toEqual(key);
    const away = createKeyringSlot({ ...keyring('v11'), isAsyncEncryptionAvailable: async () => false });
    await expect(away.unwrap('AAAA')).rejects.toMatchObject({ name: 'KeySlotUnavailable' });
    const other = createKeyringSlot({
      ...keyring('v11'),
      decryptStringAsync: () => Promise.reject(new Error()),
    });
    await expect(other.unwrap('AAAA')).rejects.toMatchObject({ name: 'KeySlotRefused' });
    await expect(slot.unwrap(await slot.wrap(new Uint8Array(3)))).rejects.toMatchObject({
      name: 'KeySlotRefused',
    });
  });
});
