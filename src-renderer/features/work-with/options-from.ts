/** The choices of a list as they are typed: by label. Pure. */

import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { foldText } from '#shared/customer/normalise.ts';

type Option = AttributeDefinition['options'][number];

/**
 * The options with these labels active: known ones keep their keys, new ones get keys.
 * @param frozen customers may hold them: those left out are archived then, else they are gone.
 */
export function optionsFrom(before: readonly Option[], labels: readonly string[], frozen: boolean): Option[] {
  const kept = before
    .map((option) => ({ ...option, archived: !labels.includes(option.label) }))
    .filter(({ archived }) => frozen || !archived);
  const keys = new Set(before.map(({ key }) => key));
  const fresh = labels.filter((label) => !before.some((option) => option.label === label));
  return [...kept, ...fresh.map((label) => ({ key: newKey(label, keys), label, archived: false }))];
}

function newKey(label: string, taken: Set<string>): string {
  const words = foldText(label)
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^[^a-z]+|_+$/gu, '')
    .slice(0, 40);
  const base = words.length > 1 ? words : `option_${words}`;
  let key = base;
  for (let count = 2; taken.has(key); count += 1) key = `${base}_${count}`;
  taken.add(key);
  return key;
}
