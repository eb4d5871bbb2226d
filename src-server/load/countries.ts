/** Countries as people write them, to ISO 3166-1 codes. */
import { foldText } from '#shared/customer/normalise.ts';

/** The code that the standard leaves to users; here: not known. */
export const UNKNOWN_COUNTRY = 'ZZ';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'da', 'sv', 'pt'];
const ALSO: Record<string, string> = {
  usa: 'US',
  'u.s.a.': 'US',
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
};

/** The code for a name in one of the common languages or a code; undefined when it is neither. */
export function countryCode(text: string): string | undefined {
  const folded = foldText(text.trim());
  return ALSO[folded] ?? names().get(folded);
}

let known: Map<string, string> | undefined;

function names(): Map<string, string> {
  known ??= collect();
  return known;
}

function collect(): Map<string, string> {
  const found = new Map<string, string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCurrent);
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name === undefined || code === UNKNOWN_COUNTRY) continue;
      found.set(foldText(code), code);
      if (!found.has(foldText(name))) found.set(foldText(name), code);
    }
  }
  return found;
}

/** Not withdrawn: `DD` has a name too, and it is that of `DE`. */
function isCurrent(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}
