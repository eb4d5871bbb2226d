/** What Callbook promises of sync, against random plans. `npm run simulate` runs more of them. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { endThreads } from './desk-thread.ts';
import { explore } from './explore.ts';
import { knownPlans } from './regressions.ts';
import { simulate } from './simulate.ts';
import { startWorld, type World } from './world.ts';

const SEEDS = 200;
const LANES = 3;
/** Always the same plans: a commit is refused for what it broke. `npm run simulate` looks for plans that nobody has seen. */
const SEED = Number(process.env.FC_SEED ?? 320_876);
console.log(`simulation seed ${SEED}`);
const regressions = await knownPlans();

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await endThreads();
  await world?.close();
});

describe('desks that come to rest hold what they should, and nothing that was saved is lost or doubled', () => {
  for (const [at, plan] of regressions.entries()) {
    it(`where it once was not so, ${at + 1}`, () => simulate(world, plan));
  }

  it(`after ${SEEDS} random plans`, async () => {
    const finds = await explore(world, { seed: SEED, seeds: SEEDS, lanes: LANES, shrink: false });
    // As a whole text, which an assertion cuts: a find is run again from the log alone (`npm run simulate -- --plan …`).
    if (finds.length > 0)
      throw new Error(finds.map(({ reason, plan }) => `${JSON.stringify(plan)}\n${reason}`).join('\n'));
  });
});
