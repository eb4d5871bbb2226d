/** What a custom attribute may be defined as (FEATURES D1, D2). Pure; said by the screen and again by the server. */
import type { FieldIssue } from '../api/errors.ts';
import { Customer } from '../customer/schema.ts';
import { isEmpty, valueIssue } from '../profile/attribute-value.ts';
import { frozenIssues } from './lifecycle.ts';
import type { AttributeDefinition } from './schema.ts';

/** Keys that would be read as a field of the customer. */
const RESERVED = new Set(Object.keys(Customer.shape).map((key) => key.toLowerCase()));

/** Types of which two values can be told to be the same. */
const UNIQUE_TYPES: ReadonlySet<AttributeDefinition['type']> = new Set([
  'string',
  'integer',
  'decimal',
  'date',
  'email',
  'phone',
  'url',
]);

/** A definition as nobody has filled it in yet. */
export const NEW_ATTRIBUTE: AttributeDefinition = {
  kind: 'attribute',
  key: '',
  type: 'string',
  label: '',
  labels: {},
  help: '',
  state: 'draft',
  proposedBy: null,
  proposedAt: null,
  approvers: [],
  names: {},
  approvals: [],
  required: false,
  unique: false,
  defaultValue: null,
  searchable: false,
  piiClass: 'none',
  options: [],
  min: null,
  max: null,
  maxLength: null,
  activatedAt: null,
};

/**
 * What keeps a definition from being saved, by path.
 * @param stored the definition as it stands, or null for a new one.
 * @param others the other definitions, archived ones too: a key is never used again.
 */
export function attributeDefinitionIssues(
  definition: AttributeDefinition,
  stored: AttributeDefinition | null,
  others: readonly Pick<AttributeDefinition, 'key'>[],
): FieldIssue[] {
  const taken = others.some(({ key }) => key === definition.key);
  return [
    ...(RESERVED.has(definition.key.replaceAll('_', '')) ? [at('key', 'reserved')] : []),
    ...(taken ? [at('key', 'duplicate')] : []),
    ...(definition.label.trim() === '' ? [at('label', 'required')] : []),
    ...optionIssues(definition),
    ...(definition.unique && !UNIQUE_TYPES.has(definition.type) ? [at('unique', 'notOffered')] : []),
    ...defaultIssues(definition),
    ...(isRangeEmpty(definition) ? [at('max', 'range')] : []),
    ...(stored ? frozenIssues(stored, definition) : []),
  ];
}

/** What every new profile begins with must be a value of the attribute, and cannot be everybody's own. */
function defaultIssues(definition: AttributeDefinition): FieldIssue[] {
  const { defaultValue, unique } = definition;
  if (isEmpty(defaultValue)) return [];
  const code = unique ? 'notOffered' : valueIssue({ ...definition, state: 'active' }, defaultValue, null);
  return code ? [at('defaultValue', code)] : [];
}

function optionIssues({ type, options }: AttributeDefinition): FieldIssue[] {
  const keys = options.map(({ key }) => key);
  const needed = (type === 'enum' || type === 'multiEnum') && options.every(({ archived }) => archived);
  return [
    ...(needed ? [at('options', 'required')] : []),
    ...keys.flatMap((key, place) =>
      keys.indexOf(key) < place ? [at(`options.${place}.key`, 'duplicate')] : [],
    ),
  ];
}

function isRangeEmpty({ min, max }: AttributeDefinition): boolean {
  return min !== null && max !== null && min > max;
}

function at(path: string, code: FieldIssue['code']): FieldIssue {
  return { path, code };
}
