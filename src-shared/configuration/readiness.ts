/** What must be in place before custom profiles can be created (FEATURES D4). Pure. */
import type { AttributeDefinition } from './schema.ts';

export const READINESS_POINTS = ['customers', 'attributes', 'model', 'externalId'] as const;
export type ReadinessPoint = (typeof READINESS_POINTS)[number];

export type ReadinessFacts = {
  /** There is a standard profile to add a custom one to. */
  hasCustomers: boolean;
  definitions: readonly Pick<AttributeDefinition, 'state' | 'required' | 'key'>[];
  /** Paths that a layout hides or makes read-only for somebody. */
  withheld: ReadonlySet<string>;
  /** At least one customer is known by an id of another system. */
  hasExternalIds: boolean;
};

/** Each precondition and whether it is met. The model fits when nothing required is withheld from a role. */
export function readiness(facts: ReadinessFacts): Record<ReadinessPoint, boolean> {
  const active = facts.definitions.filter(({ state }) => state === 'active');
  return {
    customers: facts.hasCustomers,
    attributes: active.length > 0,
    model: active.every(({ required, key }) => !required || !facts.withheld.has(`attributes.${key}`)),
    externalId: facts.hasExternalIds,
  };
}

/** The preconditions that are not met; empty when custom profiles can be created. */
export function unmet(facts: ReadinessFacts): ReadinessPoint[] {
  const met = readiness(facts);
  return READINESS_POINTS.filter((point) => !met[point]);
}
