/** What must be in place before custom profiles can be created (FEATURES D4). Pure. */
import type { FieldIssue } from '../api/errors.ts';
import type { CustomerEditable } from '../customer/schema.ts';
import { isEmpty } from '../profile/attribute-value.ts';
import { type AttributeDefinition, type ConfigurationEntry, definitionsIn } from './schema.ts';

export const READINESS_POINTS = ['customers', 'attributes', 'model', 'externalId'] as const;
export type ReadinessPoint = (typeof READINESS_POINTS)[number];

/** What customers there are. */
export type CustomerFacts = {
  /** There is a standard profile to add a custom one to. */
  hasCustomers: boolean;
  /** At least one customer is known by an id of another system. */
  hasExternalIds: boolean;
};

type Judged = Pick<AttributeDefinition, 'state' | 'required' | 'key'> &
  Partial<Pick<AttributeDefinition, 'defaultValue'>>;

export type ReadinessFacts = CustomerFacts & {
  definitions: readonly Judged[];
  /** Paths that a layout hides or makes read-only for somebody. */
  withheld: ReadonlySet<string>;
};

/** What readiness is judged by, out of the configuration and what customers there are. */
export function readinessFacts(
  entries: readonly ConfigurationEntry[],
  customers: CustomerFacts,
): ReadinessFacts {
  const withheld = entries.flatMap((entry) =>
    entry.kind === 'layout' ? entry.fields.filter(({ hidden, readOnly }) => hidden || readOnly) : [],
  );
  const definitions = definitionsIn(entries);
  return { ...customers, definitions, withheld: new Set(withheld.map(({ path }) => path)) };
}

/** Each precondition and whether it is met. The model fits when nothing required is withheld from a role. */
export function readiness(facts: ReadinessFacts): Record<ReadinessPoint, boolean> {
  const active = facts.definitions.filter(({ state }) => state === 'active');
  return {
    customers: facts.hasCustomers,
    attributes: active.length > 0,
    model: active.every(
      ({ required, key, defaultValue }) =>
        !required || !isEmpty(defaultValue) || !facts.withheld.has(`attributes.${key}`),
    ),
    externalId: facts.hasExternalIds,
  };
}

/** The preconditions that are not met; empty when custom profiles can be created. */
export function unmet(facts: ReadinessFacts): ReadinessPoint[] {
  const met = readiness(facts);
  return READINESS_POINTS.filter((point) => !met[point]);
}

type Profile = Pick<CustomerEditable, 'attributes' | 'identifiers'>;

/** True where a save gives a customer their first custom profile. */
export function isFirstProfile(
  after: Pick<Profile, 'attributes'>,
  before: Pick<Profile, 'attributes'> | null,
): boolean {
  const isGiven = Object.values(after.attributes).some((value) => !isEmpty(value));
  return isGiven && Object.keys(before?.attributes ?? {}).length === 0;
}

/**
 * What is missing for the first custom profile of a customer, as `readiness.<point>`; nothing for any other save. The
 * customer is one, and may bring an external id.
 */
export function readinessIssues(after: Profile, before: Profile | null, facts: ReadinessFacts): FieldIssue[] {
  if (!isFirstProfile(after, before)) return [];
  return missingForProfile(after, facts).map((point) => ({ path: `readiness.${point}`, code: 'required' }));
}

/** What is missing before this customer can be given a custom profile. */
export function missingForProfile(
  { identifiers }: Pick<Profile, 'identifiers'>,
  facts: ReadinessFacts,
): ReadinessPoint[] {
  const hasExternalIds = facts.hasExternalIds || identifiers.some(({ kind }) => kind === 'external');
  return unmet({ ...facts, hasCustomers: true, hasExternalIds });
}
