/** Random plans, in several lanes at once because a plan mostly waits. */
import fc from 'fast-check';
import { type Plan, plan } from './plan.ts';
import { simulate } from './simulate.ts';
import type { World } from './world.ts';

export type Find = { plan: Plan; reason: string };
export type Exploring = { seed: number; seeds: number; lanes: number; shrink: boolean };

/** How long a plan that fails is made smaller. */
const SHRINK_MS = 180_000;

/** The plans that failed, at most one a lane. */
export async function explore(world: World, { seed, seeds, lanes, shrink }: Exploring): Promise<Find[]> {
  const property = fc.asyncProperty(plan, (one) => simulate(world, one));
  const details = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      fc.check(property, {
        seed: seed + lane,
        numRuns: Math.ceil(seeds / lanes),
        endOnFailure: !shrink,
        ...(shrink && { markInterruptAsFailure: true, interruptAfterTimeLimit: SHRINK_MS * seeds }),
      }),
    ),
  );
  return details.flatMap(({ counterexample, errorInstance }) =>
    counterexample ? [{ plan: counterexample[0], reason: String(errorInstance) }] : [],
  );
}
