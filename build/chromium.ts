/** Finds a Chromium for the end-to-end tests, or installs one. */
import { spawnSync } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from '../src-main/host/browser/chromium.ts';
import { ROOT } from './bundle.ts';

/**
 * The path of a Chromium: the system's, else Playwright's own, else one installed now (Debian's package as root,
 * otherwise Playwright's download). Null when none could be had; what to do then is printed.
 */
export async function ensureChromium(print: (line: string) => void): Promise<string | null> {
  const found = await search();
  if (found) return found;
  print('No Chromium on this machine: installing one …');
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'inherit' });
  } else {
    spawnSync(process.execPath, [join(ROOT, 'node_modules/playwright/cli.js'), 'install', 'chromium'], {
      stdio: 'inherit',
    });
  }
  const installed = await search();
  if (!installed)
    print(
      'No Chromium could be installed. Install Chromium or Chrome, or run "npx playwright install chromium".',
    );
  return installed;
}

async function search(): Promise<string | null> {
  const system = await findChromium();
  if (system) return system;
  const own = chromium.executablePath();
  return access(own).then(
    () => own,
    () => null,
  );
}
