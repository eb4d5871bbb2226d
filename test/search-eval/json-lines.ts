/** Files of one JSON object a line, as others write them. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export type JsonObject = Record<string, unknown>;

/** The objects of a file. Empty lines are passed over; a line that is no object is an error that names it. */
export async function* readObjects(file: string): AsyncGenerator<JsonObject> {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const text = line.replace(/^\uFEFF/u, '').trim();
    if (text !== '') yield parse(text, `${file}, line ${number}`);
  }
}

function parse(text: string, place: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${place}: not JSON.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${place}: no object.`);
  return value as JsonObject;
}

/** A text from whatever stands there; '' for nothing. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A whole number from whatever stands there; null for none. */
export function wholeOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : null;
}
