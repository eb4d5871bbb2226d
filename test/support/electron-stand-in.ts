/**
 * A recording stand-in for the parts of Electron that the host uses, declared against Electron's own types, so that
 * a signature that drifts breaks the compiler. It shows wiring; what Electron then does is not shown here.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type * as Electron from 'electron';
import type { ElectronParts } from '#main/host/electron/main.ts';
import type { SafeStoragePort } from '#main/host/electron/safe-storage-slot.ts';

export type Recorded = {
  /** What was called, in order. */
  calls: string[];
  windowOptions: Electron.BrowserWindowConstructorOptions[];
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0];
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0];
  protocolHandler: ((request: Request) => Response | Promise<Response>) | null;
  openedUrls: string[];
  exitCode: number | null;
  partition: string;
};

export type StandIn = {
  electron: ElectronParts;
  recorded: Recorded;
  app: EventEmitter;
  ipcMain: EventEmitter;
  /** A web contents with our page in its main frame, as `web-contents-created` would give it. */
  contents: (id: number, url: string) => FakeContents;
};

export class FakeContents extends EventEmitter {
  readonly id: number;
  readonly mainFrame: {
    url: string;
    postMessage: (channel: string, message: unknown, ports: unknown[]) => void;
  };
  readonly posted: { channel: string; ports: unknown[] }[] = [];
  windowOpenHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  constructor(id: number, url: string) {
    super();
    this.id = id;
    this.mainFrame = { url, postMessage: (channel, _message, ports) => this.posted.push({ channel, ports }) };
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.windowOpenHandler = handler;
  }
}

/** Node's channel with the event shape of `MessagePortMain`. */
class FakeChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = port1;
    this.port2 = port2;
  }
}

export type StandInOptions = {
  userData: string;
  packaged?: boolean;
  firstInstance?: boolean;
  safeStorage?: SafeStoragePort;
};

export function createElectronStandIn(options: StandInOptions): StandIn {
  const recorded: Recorded = {
    calls: [],
    windowOptions: [],
    permissionRequest: null,
    permissionCheck: null,
    protocolHandler: null,
    openedUrls: [],
    exitCode: null,
    partition: '',
  };
  const app = fakeApp(recorded, options);
  const ipcMain = new EventEmitter();
  const windows: object[] = [];
  class FakeWindow extends EventEmitter {
    readonly webContents: FakeContents;
    constructor(given: Electron.BrowserWindowConstructorOptions) {
      super();
      recorded.windowOptions.push(given);
      this.webContents = new FakeContents(windows.length + 1, 'app://callbook/');
      windows.push(this);
    }
    static getAllWindows = () => windows;
    loadURL = async (url: string) => void recorded.calls.push(`load ${url}`);
    isMinimized = () => true;
    restore = () => void recorded.calls.push('restore');
    focus = () => void recorded.calls.push('focus');
    show = () => void recorded.calls.push('show');
  }
  class FakeNotification {
    readonly title: string;
    constructor({ title = '' }: Electron.NotificationConstructorOptions) {
      this.title = title;
    }
    static isSupported = () => true;
    show = () => void recorded.calls.push(`notify ${this.title}`);
  }
  const electron = {
    app,
    Notification: FakeNotification,
    ipcMain,
    BrowserWindow: FakeWindow,
    MessageChannelMain: FakeChannel,
    protocol: {
      registerSchemesAsPrivileged: (schemes) => void recorded.calls.push(`scheme ${JSON.stringify(schemes)}`),
    } satisfies Partial<Electron.Protocol>,
    safeStorage: options.safeStorage ?? keyring('v11'),
    session: { fromPartition: (partition) => fakeSession(recorded, partition) } satisfies Partial<
      typeof Electron.session
    >,
    shell: {
      openExternal: async (url) => void recorded.openedUrls.push(url),
    } satisfies Partial<Electron.Shell>,
  } as unknown as ElectronParts;
  return { electron, recorded, app, ipcMain, contents: (id, url) => new FakeContents(id, url) };
}

function fakeApp(recorded: Recorded, options: StandInOptions): EventEmitter {
  return Object.assign(new EventEmitter(), {
    isPackaged: options.packaged ?? false,
    enableSandbox: () => void recorded.calls.push('enableSandbox'),
    requestSingleInstanceLock: () => options.firstInstance ?? true,
    whenReady: async () => void recorded.calls.push('whenReady'),
    getPath: () => options.userData,
    getVersion: () => '0.1.0',
    quit: () => void recorded.calls.push('quit'),
    exit: (code?: number) => {
      recorded.exitCode = code ?? 0;
    },
  } satisfies Partial<Electron.App>);
}

function fakeSession(recorded: Recorded, partition: string): Electron.Session {
  recorded.partition = partition;
  const session = {
    setPermissionRequestHandler: (handler) => {
      recorded.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      recorded.permissionCheck = handler;
    },
    setDevicePermissionHandler: () => void recorded.calls.push('devices'),
    setDisplayMediaRequestHandler: () => void recorded.calls.push('capture'),
    setSpellCheckerEnabled: (enabled) => void recorded.calls.push(`spellcheck ${enabled}`),
  } satisfies Partial<Electron.Session>;
  const protocol = {
    handle: (_scheme, handler) => {
      recorded.protocolHandler = handler as Recorded['protocolHandler'];
    },
  } satisfies Partial<Electron.Protocol>;
  return Object.assign(new EventEmitter(), session, { protocol }) as unknown as Electron.Session;
}

/** A key ring that answers with this prefix; `v10` on Linux is Electron's hard-coded key. */
export function keyring(prefix: string): SafeStoragePort {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(prefix + Buffer.from(text).toString('base64')),
    decryptStringAsync: async (encrypted) => ({
      result: Buffer.from(encrypted.toString().slice(prefix.length), 'base64').toString(),
      shouldReEncrypt: false,
    }),
  };
}
