/**
 * Cells of custom attributes as values of their types (FEATURES D5). Pure.
 *
 * Invariant: a cell that is no value of its attribute makes the row fail; it is never taken for nothing.
 */
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { withOptionKeys } from '#shared/profile/attribute-label.ts';
import { attributeIssues } from '#shared/profile/attribute-value.ts';
import type { Attributes, AttributeValue } from '#shared/profile/schema.ts';

const YES = new Set(['yes', 'true', '1', 'y']);
const NO = new Set(['no', 'false', '0', 'n']);

/** The values by key. An option is given by its key or its label, several with `;` between them. */
export function readAttributes(
  cells: Readonly<Record<string, string>>,
  definitions: readonly AttributeDefinition[],
): Attributes {
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  const read = Object.entries(cells).map(([key, text]) => {
    const definition = known.get(key);
    return [key, definition ? readValue(definition, text) : text];
  });
  return Object.fromEntries(read);
}

/** Why the attributes cannot be stored, by their keys and nothing of their values; undefined when they can. */
export function attributeProblem(
  after: Attributes,
  before: Attributes,
  definitions: readonly AttributeDefinition[],
): string | undefined {
  const issues = attributeIssues(after, before, definitions);
  return issues.length > 0 ? issues.map(({ path, code }) => `${path}: ${code}`).join(', ') : undefined;
}

function readValue(definition: AttributeDefinition, text: string): AttributeValue {
  switch (definition.type) {
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case 'boolean':
      if (YES.has(text.toLowerCase())) return true;
      return NO.has(text.toLowerCase()) ? false : text;
    case 'multiEnum':
      return withOptionKeys(
        definition,
        text
          .split(';')
          .map((one) => one.trim())
          .filter(Boolean),
      );
    default:
      return withOptionKeys(definition, text);
  }
}
