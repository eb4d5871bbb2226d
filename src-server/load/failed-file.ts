/**
 * The rows that could not be loaded, for a person to correct and load again.
 *
 * Guards that opening the file in a spreadsheet runs nothing: a cell that looks like a formula gets a quote
 * before it, which loading takes away again. Readable by its owner only; made with the first failed row.
 */
import { type FileHandle, open, rm } from 'node:fs/promises';

export type FailedRow = { line: number; reason: string; cells: readonly string[] };

export type FailedFile = { path: string; add(rows: FailedRow[]): Promise<void>; close(): Promise<void> };

/** The file beside `source`. One that an earlier load left is removed. */
export async function failedFile(source: string, headings: readonly string[]): Promise<FailedFile> {
  const path = `${source}.failed.csv`;
  await rm(path, { force: true });
  let handle: FileHandle | undefined;
  return {
    path,
    async add(rows) {
      if (rows.length === 0) return;
      // The mark tells Excel that the file is UTF-8.
      handle ??= await begin(path, `\ufeff${csvLine(['line', 'reason', ...headings])}`);
      await handle.write(
        rows.map(({ line, reason, cells }) => csvLine([String(line), reason, ...cells])).join(''),
      );
    },
    close: async () => handle?.close(),
  };
}

async function begin(path: string, text: string): Promise<FileHandle> {
  const handle = await open(path, 'w', 0o600);
  await handle.write(text);
  return handle;
}

/** One line of CSV, safe to open in a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
