/**
 * The Electron host: wires the core to windows, the key ring and the system browser. Takes Electron as an argument,
 * so that tests run this same wiring against a stand-in declared against Electron's types.
 */
import type * as Electron from 'electron';
import { type Core, startCore } from '../../app.ts';
import type { Logger } from '../../log.ts';
import { SCREEN_POP_SCHEME } from '../../screen-pop/parse-screen-pop.ts';
import { linkAmong } from '../../screen-pop/screen-pops.ts';
import { createFileSlot } from '../../vault/file-slot.ts';
import { createAssetHandler } from '../assets.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { forbiddenSwitches } from './argv.ts';
import { guardContents, hardenSession } from './harden.ts';
import { notifyDue } from './notify.ts';
import { createKeyringSlot, hasKeyring } from './safe-storage-slot.ts';
import { connectPages, openWindow, PARTITION, windowOptions } from './window.ts';

export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'ipcMain'
  | 'MessageChannelMain'
  | 'Notification'
  | 'protocol'
  | 'safeStorage'
  | 'session'
  | 'shell'
>;

export type ElectronHostOptions = {
  rendererDir: string;
  preload: string;
  serverUrl: string;
  log: Logger;
  argv: readonly string[];
  /** Where the administrator says so. */
  idleMinutes?: number;
  editionKey?: string;
  platform: NodeJS.Platform;
};

/** sysexits.h EX_CONFIG: started in a way this build does not run in. */
const EX_CONFIG = 78;

/** Starts the host. Resolves when the window is open, or with null when this process is not to run. */
export async function startElectronHost(
  electron: ElectronParts,
  options: ElectronHostOptions,
): Promise<Core | null> {
  const { app } = electron;
  app.enableSandbox();
  registerAppScheme(electron.protocol);
  if (app.isPackaged && forbiddenSwitches(options.argv).length > 0) {
    options.log.error('host.switches', { count: forbiddenSwitches(options.argv).length });
    app.exit(EX_CONFIG);
    return null;
  }
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return null;
  }
  guardContents(app, (address) => {
    electron.shell.openExternal(address).catch(() => options.log.warn('host.reach'));
  });
  await app.whenReady();
  return openHost(electron, options);
}

async function openHost(electron: ElectronParts, options: ElectronHostOptions): Promise<Core> {
  const { app, session, BrowserWindow, ipcMain } = electron;
  const ses = session.fromPartition(PARTITION, { cache: false });
  hardenSession(ses);
  serveApp(ses, await createAssetHandler(options.rendererDir, []));
  const core = await startHostCore(electron, options);
  const isWindow = (id: number) => BrowserWindow.getAllWindows().some((one) => one.webContents.id === id);
  connectPages({
    ipcMain,
    Channel: electron.MessageChannelMain,
    isWindow,
    context: core.context,
    log: options.log,
  });
  const open = () => openWindow(BrowserWindow, windowOptions(options.preload, !app.isPackaged));
  followLinks(app, core, options, () => focusFirst(BrowserWindow.getAllWindows()));
  app.on('second-instance', () => focusFirst(BrowserWindow.getAllWindows()));
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void open();
  });
  closeWithApp(app, core);
  await open();
  return core;
}

async function startHostCore(
  { app, safeStorage, shell, Notification }: ElectronParts,
  options: ElectronHostOptions,
): Promise<Core> {
  const keyring = createKeyringSlot(safeStorage);
  const file = createFileSlot();
  const isProtected = await hasKeyring(safeStorage, options.platform);
  return startCore({
    dataDir: app.getPath('userData'),
    serverUrl: options.serverUrl,
    slots: isProtected ? [keyring, file] : [file, keyring],
    log: options.log,
    info: { version: app.getVersion(), host: 'electron', developer: !app.isPackaged },
    openBrowser: (url) => openInBrowser(shell, url),
    notify: (due) => notifyDue(Notification, due),
    editionKey: options.editionKey,
    ...(options.idleMinutes !== undefined && { idleMinutes: options.idleMinutes }),
  });
}

/** Only web addresses: a provider's metadata must not start another program. */
async function openInBrowser(shell: Pick<Electron.Shell, 'openExternal'>, url: string): Promise<boolean> {
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  return shell.openExternal(url).then(
    () => true,
    () => false,
  );
}

/** Links of telephone systems: from the start, from a later one (Windows, Linux), and from the system (macOS). */
function followLinks(
  app: Electron.App,
  { context: { screenPops } }: Core,
  { argv }: ElectronHostOptions,
  focus: () => void,
): void {
  const open = (link: string | null) => {
    if (link !== null && screenPops.open(link)) focus();
  };
  if (app.isPackaged) app.setAsDefaultProtocolClient(SCREEN_POP_SCHEME);
  app.on('second-instance', (_event, later) => open(linkAmong(later)));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    open(link);
  });
  open(linkAmong(argv));
}

function focusFirst(windows: Electron.BrowserWindow[]): void {
  const [first] = windows;
  if (first?.isMinimized()) first.restore();
  first?.focus();
}

/** The store is closed, and its log truncated, before the process ends. */
function closeWithApp(app: Electron.App, core: Core): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    core.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
