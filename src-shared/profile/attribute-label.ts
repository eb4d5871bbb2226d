/** What attributes and their options are called, by language (FEATURES D1), and an option by what it is called (D5). Pure. */
import type { AttributeDefinition } from '../configuration/schema.ts';
import { foldKey } from '../customer/normalise.ts';
import type { AttributeValue } from './schema.ts';

type Labelled = { label: string; labels?: Readonly<Record<string, string>> };

/** The label in a language such as `de` or `de-AT`, else the one for every language. */
export function labelIn({ label, labels }: Labelled, language: string): string {
  return labels?.[language.slice(0, 2).toLowerCase()] ?? label;
}

/**
 * The value with options that were given by their label, in any language and case, as keys. What is no option stays as it
 * is, so that it is refused and never taken for nothing.
 */
export function withOptionKeys(definition: AttributeDefinition, value: AttributeValue): AttributeValue {
  if (definition.type === 'enum' && typeof value === 'string') return optionKey(definition, value);
  if (definition.type !== 'multiEnum' || !Array.isArray(value)) return value;
  return value.map((one) => optionKey(definition, one));
}

function optionKey({ options }: AttributeDefinition, given: string): string {
  const byKey = options.find(({ key }) => key === given);
  if (byKey) return given;
  const wanted = foldKey(given);
  const meant = options.filter(({ key, label, labels }) =>
    [key, label, ...Object.values(labels ?? {})].some((name) => foldKey(name) === wanted),
  );
  // Two options of one name: nobody knows which is meant.
  const [only, ...others] = meant;
  return only && others.length === 0 ? only.key : given;
}
