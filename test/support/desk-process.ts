/** A desk as its user has it: the core in a process of its own, and a real Chromium showing it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { findChromium } from '#main/host/browser/chromium.ts';

const ROOT = join(import.meta.dirname, '../..');
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PATIENCE_MS = 90_000;

/** One headless Chromium for all desks of a test file; each desk has a context, and so a profile, of its own. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env.CALLBOOK_CHROMIUM ?? (await findChromium()) ?? undefined;
  return chromium.launch({ executablePath, args: SWITCHES });
}

export type DeskProcess = {
  process: ChildProcess;
  /** The launch address it printed. */
  link: string;
  /** All that it wrote to its log. */
  log(): string;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Starts the core and the browser host on a data folder, with `more` of its options. Rejects when it ends before it printed its link. */
export function startDeskProcess(
  dataDir: string,
  serverUrl: string,
  more: readonly string[] = [],
): Promise<DeskProcess> {
  const { promise, resolve, reject } = Promise.withResolvers<DeskProcess>();
  const args = [
    'src-main/host/browser/main.ts',
    '--data',
    dataDir,
    '--server',
    serverUrl,
    '--no-window',
    ...more,
  ];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const end = (signal: NodeJS.Signals) => async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('LINK ')) return;
    resolve({
      process: child,
      link: line.slice(5),
      log: () => log,
      stop: end('SIGTERM'),
      kill: end('SIGKILL'),
    });
  });
  exited.then(() => reject(new Error(`The desk ended before it was ready: ${log}`)));
  return promise;
}

export type DeskWindow = {
  context: BrowserContext;
  page: Page;
  /** Violations of the content security policy, and errors of the page. Must stay empty. */
  complaints: string[];
};

export type WindowOptions = { width?: number; height?: number; colorScheme?: 'light' | 'dark' };

/** Opens the window of a desk by its launch link. */
export async function openDeskWindow(
  browser: Browser,
  link: string,
  options: WindowOptions = {},
): Promise<DeskWindow> {
  const { width = 1440, height = 900, colorScheme = 'light' } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB' });
  // A condition that does not come true is a failure; how busy the machine is, is none.
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && /CSP|Content Security Policy/i.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(link);
  return { context, page, complaints };
}

/** Opens the window of a desk as the browser host does: with a profile of its own on the disk. */
export async function openProfileWindow(
  link: string,
  profile: string,
): Promise<Omit<DeskWindow, 'complaints'>> {
  const executablePath = process.env.CALLBOOK_CHROMIUM ?? (await findChromium()) ?? undefined;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: SWITCHES,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(link);
  return { context, page };
}

/** Signs in with a demo account, in the window the desk opens for it. */
export async function signIn(
  { context, page }: Pick<DeskWindow, 'context' | 'page'>,
  name: RegExp,
): Promise<void> {
  const popup = context.waitForEvent('page');
  await page.getByRole('button', { name: /sign in/i }).click();
  const provider = await popup;
  await provider.getByRole('button', { name }).click();
  await provider.getByText('You are signed in').waitFor();
  await provider.close();
  await page.getByRole('searchbox', { name: 'Find a customer' }).waitFor();
}

/** What the page showed when a test failed, in `test-results/`. */
export async function picture(page: Page, name: string): Promise<void> {
  const path = join(ROOT, 'test-results', `${name.replace(/\W+/g, '-')}.png`);
  if (!page.isClosed()) await page.screenshot({ path });
}
