/** Labels in several languages as they are typed: `de: Schuhgröße`, one a line. Pure. */

const LINE = /^([a-z]{2})\s*:\s*(\S.{0,119})$/iu;

/** The labels by language; null while a line is not one of them. */
export function labelsFrom(text: string): Record<string, string> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => LINE.exec(line));
  const labels: Record<string, string> = {};
  for (const line of lines) {
    const [, language, label] = line ?? [];
    if (!language || !label) return null;
    labels[language.toLowerCase()] = label;
  }
  return labels;
}

/** The text of labels; `labelsFrom` gives them back. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([language, label]) => `${language}: ${label}`)
    .join('\n');
}
