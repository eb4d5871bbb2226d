/**
 * The questions a search asks of the index, best matches first.
 *
 * Invariant: an expression consists of quoted tokens, `*`, AND, OR and brackets, and of nothing a user typed
 * outside the quotes.
 */
import { keyTokensOf, type Part } from './parse.ts';
import { marked } from './tokens.ts';

export type Probe = {
  /** An FTS5 expression. */
  expression: string;
  /** How many rows this probe may add to the result. */
  share: number;
};

/** Exact matches; then endings of phone numbers, for half of the list; then prefixes; then more endings. */
export function probesOf(parts: Part[], limit: number): Probe[] {
  if (parts.length === 0) return [];
  const probe = (expression: string, share: number): Probe => ({ expression, share });
  const exact = probe(
    every(parts, (part) => oneOf(part, '')),
    limit,
  );
  const prefix = probe(
    every(parts, (part) => oneOf(part, '*')),
    limit,
  );
  const [only, ...others] = parts;
  if (!only?.phoneEnd || others.length > 0) return [exact, prefix];
  const ending = quote(marked('phoneEnd', only.phoneEnd), '*');
  return [exact, probe(ending, Math.ceil(limit / 2)), prefix, probe(ending, limit)];
}

function every(parts: Part[], expressionOf: (part: Part) => string): string {
  return parts.map((part) => `(${expressionOf(part)})`).join(' AND ');
}

/** All words of the part, or one of the other things it may be. */
function oneOf(part: Part, star: '' | '*'): string {
  const words = part.words.map((word) => quote(word, star)).join(' AND ');
  const ending = star && part.phoneEnd ? [quote(marked('phoneEnd', part.phoneEnd), star)] : [];
  const keys = keyTokensOf(part).map((token) => quote(token, star));
  return [...(words ? [`(${words})`] : []), ...keys, ...ending].join(' OR ');
}

function quote(token: string, star: '' | '*'): string {
  return `"${token.replaceAll('"', '""')}"${star}`;
}
