/**
 * The Chromium window of the browser host: a profile of its own in the data folder, nothing kept, no extensions,
 * no background traffic (PLATFORM 1.1). Never `--no-sandbox`, never a debugging port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** The path of a Chromium on this machine, or null. */
export async function findChromium(): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter(
    (one) => one !== undefined,
  );
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...(process.platform === 'darwin' ? MAC : []),
    ...programs.flatMap((folder) => WINDOWS.map((name) => join(folder, name))),
  ];
  for (const candidate of candidates) {
    const runs = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return candidate;
  }
  return null;
}

/** True where a window can be shown, and by a user whom Chromium's sandbox accepts. */
export function canShowWindow(): boolean {
  if (process.platform !== 'linux') return true;
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return Boolean(display) && process.getuid?.() !== 0;
}

/** Opens `url` as a window of its own. */
export function openChromium(path: string, url: string, profileDir: string): ChildProcess {
  const switches = [
    `--app=${url}`,
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disk-cache-size=1',
  ];
  return spawn(path, switches, { stdio: 'ignore' });
}
