/** What the palette can do, and which of it a text names. Pure. */
import { wordsOf } from '#shared/customer/normalise.ts';

export type Verb = { label: string; keys: string; run: () => void };

/** Verbs of which every typed word begins a word; all of them where nothing is typed. */
export function matchingVerbs(verbs: readonly Verb[], text: string): Verb[] {
  const typed = wordsOf(text);
  return verbs.filter(({ label }) => {
    const words = wordsOf(label);
    return typed.every((word) => words.some((one) => one.startsWith(word)));
  });
}
