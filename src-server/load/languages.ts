/** Languages as people write them, to ISO 639-1 codes. */
import { foldText } from '#shared/customer/normalise.ts';

const CODES =
  'ar bg cs da de el en es et fi fr hr hu it ja ko lt lv nl no pl pt ro ru sk sl sv tr uk zh'.split(' ');

let known: Map<string, string> | undefined;

/** The code for `de`, `de-AT`, `German` or `Deutsch`; '' when it is none of them. */
export function languageCode(text: string): string {
  const folded = foldText(text.trim());
  const code = /^([a-z]{2})(?:[-_]|$)/.exec(folded)?.[1];
  known ??= new Map(CODES.flatMap(namesOf));
  return code ?? known.get(folded) ?? '';
}

/** The name of a language in English and in itself, each with the code. */
function namesOf(code: string): [string, string][] {
  return ['en', code].map((language) => {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(code);
    return [foldText(name ?? ''), code];
  });
}
