/** Where the Electron executable is, if this machine has one. The npm package carries none since Electron 42. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The path of Electron's executable, or null. `ELECTRON_OVERRIDE_DIST_PATH` names a folder that holds it. */
export async function findElectron(): Promise<string | null> {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(ROOT, 'node_modules/electron/dist');
  const recorded = await readFile(join(ROOT, 'node_modules/electron/path.txt'), 'utf8').catch(() => null);
  const path = join(folder, recorded?.trim() || (EXECUTABLES[process.platform] ?? 'electron'));
  return access(path).then(
    () => path,
    () => null,
  );
}
