/** Reads a CSV file row by row, however large. Guards that a row that cannot be read is reported, not dropped. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type CsvError, type Info, parse } from 'csv-parse';
import { decoding, type Encoding, encodingOf } from './encoding.ts';

/** A row with the line it begins on, or why it could not be read. */
export type CsvRow = { line: number; cells: string[] } | { line: number; unreadable: string };

const DELIMITERS = [',', ';', '\t'];
const MAX_ROW = 256 * 1024;
const SAMPLE = 64 * 1024;

/** The rows of a file, the heading first. Throws when the file cannot be opened. */
export async function* readCsv(file: string): AsyncGenerator<CsvRow> {
  const encoding = await encodingOf(file);
  const delimiter = delimiterOf(await sample(file, encoding));
  const unreadable: CsvRow[] = [];
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW,
    on_skip: (error) => {
      unreadable.push({ line: Number(error?.lines ?? 0), unreadable: describe(error) });
      return undefined;
    },
  });
  const flow = pipeline(createReadStream(file), decoding(encoding), parser);
  flow.catch(() => undefined); // the loop below throws the same error
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield* unreadable.splice(0);
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    // What the parser cannot recover from, such as a quotation that never ends, is in the last row it saw.
    if (!isCsvError(error)) throw error;
    unreadable.push({ line: Number(error.lines ?? 0), unreadable: describe(error) });
  }
  yield* unreadable;
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

/** Our own words: the parser's message repeats the row. */
function describe(error: CsvError | undefined): string {
  const quoting = error?.code.includes('QUOTE') ?? false;
  return quoting ? 'the quotation marks do not match' : 'the row cannot be read';
}

async function sample(file: string, encoding: Encoding): Promise<string> {
  let text = '';
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(file, { end: SAMPLE })) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** The candidate that occurs most often in the heading, outside quotation marks. */
function delimiterOf(text: string): string {
  const heading = (text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => heading.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
