/** The window, and the port that joins its page to the core. */
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  IpcMain,
  IpcMainEvent,
  MessageChannelMain,
} from 'electron';
import type { Logger } from '../../log.ts';
import type { RpcContext } from '../../rpc/base.ts';
import { servePort } from '../../rpc/transports.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from '../channels.ts';
import { APP_URL } from './app-protocol.ts';
import { isOurPage } from './harden.ts';

export const PARTITION = 'callbook';

/** How every window is made; written out although most of it is Electron's default, so that a scan can see it. */
export function windowOptions(preload: string, developer: boolean): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 840,
    minWidth: 480,
    minHeight: 480,
    show: false,
    title: 'Callbook',
    webPreferences: {
      preload,
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      devTools: developer,
    },
  };
}

export async function openWindow(
  Window: new (options: BrowserWindowConstructorOptions) => BrowserWindow,
  options: BrowserWindowConstructorOptions,
): Promise<BrowserWindow> {
  const window = new Window(options);
  window.once('ready-to-show', () => window.show());
  await window.loadURL(APP_URL);
  return window;
}

/** True when the message came from the main frame of one of our windows, showing our page. */
export function isOurSender(
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  isWindow: (id: number) => boolean,
): boolean {
  const { sender, senderFrame } = event;
  return (
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isOurPage(senderFrame.url) &&
    isWindow(sender.id)
  );
}

export type ConnectParts = {
  ipcMain: Pick<IpcMain, 'on'>;
  Channel: new () => MessageChannelMain;
  isWindow: (webContentsId: number) => boolean;
  context: RpcContext;
  log: Logger;
};

/** Gives each page that asks a port to the core. The only use of `ipcMain` there is. */
export function connectPages({ ipcMain, Channel, isWindow, context, log }: ConnectParts): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (!isOurSender(event, isWindow)) return log.warn('host.refused', { code: 'sender' });
    const { port1, port2 } = new Channel();
    servePort(port1, context);
    port1.start();
    event.senderFrame?.postMessage(PORT_CHANNEL, null, [port2]);
  });
}
