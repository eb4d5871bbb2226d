/** Labels in several languages as they are typed: `de: Schuhgröße`, one a line. Pure. */
import type { AttributeDefinition } from '#shared/configuration/schema.ts';

type Options = AttributeDefinition['options'];

const BETWEEN = '|';

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

/** The choices with the labels of `Small | de: Klein | pl: Mały`, a line a choice; null while a line is not of a choice. */
export function withOptionLabels(options: Options, text: string): Options | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const said = new Map<string, Record<string, string>>();
  for (const line of lines) {
    const [label = '', ...rest] = line.split(BETWEEN).map((part) => part.trim());
    const labels = labelsFrom(rest.join('\n'));
    if (labels === null || options.every((option) => option.label !== label)) return null;
    said.set(label, labels);
  }
  return options.map(({ labels: _before, ...option }) => {
    const labels = said.get(option.label);
    return labels && Object.keys(labels).length > 0 ? { ...option, labels } : option;
  });
}

/** The text of the labels of choices; `withOptionLabels` gives them back. */
export function optionLabelsText(options: Options): string {
  return options
    .filter(({ labels }) => Object.keys(labels ?? {}).length > 0)
    .map(({ label, labels = {} }) => [label, ...labelsText(labels).split('\n')].join(` ${BETWEEN} `))
    .join('\n');
}
