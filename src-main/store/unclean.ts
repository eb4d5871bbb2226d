/**
 * Whether the program ended without closing the store. A mark stands beside the store while it is open.
 *
 * Invariant: a mark that cannot be written, on a full disk, keeps nobody from working.
 */
import { open, rm, stat } from 'node:fs/promises';

export type OpenMark = {
  /** True when a mark was left behind. */
  wasUnclean: boolean;
  /** Takes the mark away; after the store was closed. */
  clear(): Promise<void>;
};

export async function markOpen(file: string): Promise<OpenMark> {
  const path = `${file}.open`;
  const wasUnclean = await stat(path).then(
    () => true,
    () => false,
  );
  const mark = await open(path, 'w', 0o600).catch(() => null);
  await mark?.close();
  return { wasUnclean, clear: () => rm(path, { force: true }).catch(() => undefined) };
}
