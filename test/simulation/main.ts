/**
 * `npm run simulate -- [--seeds N] [--seed S] [--lanes L] [--shrink] [--plan JSON]`: random plans against the real
 * thing, or one plan again and again. What fails is printed, shrunk where that is asked for, and kept in
 * regressions.jsonl, from where `npm test` runs it first.
 */
import { parseArgs } from 'node:util';
import { endThreads } from './desk-thread.ts';
import { explore, type Find } from './explore.ts';
import type { Plan } from './plan.ts';
import { keepPlan } from './regressions.ts';
import { simulate } from './simulate.ts';
import { startWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    seed: { type: 'string' },
    lanes: { type: 'string', default: '3' },
    shrink: { type: 'boolean', default: false },
    plan: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
process.stdout.write(`seed ${seed}\n`);
const world = await startWorld();
const since = performance.now();
const finds = values.plan
  ? await replay(JSON.parse(values.plan) as Plan, Number(values.seeds))
  : await explore(world, {
      seed,
      seeds: Number(values.seeds),
      lanes: Number(values.lanes),
      shrink: values.shrink,
    });
await endThreads();
await world.close();
process.stdout.write(`${values.seeds} seeds in ${((performance.now() - since) / 1000).toFixed(0)} s\n`);
for (const { plan, reason } of finds) {
  process.stdout.write(`\n${reason}\n${JSON.stringify(plan)}\n`);
  if (!values.plan) await keepPlan(plan);
}
process.exit(finds.length > 0 ? 1 : 0);

/** The same plan, as its seed decides the faults but not how threads take turns. */
async function replay(plan: Plan, times: number): Promise<Find[]> {
  for (let at = 0; at < times; at += 1) {
    try {
      await simulate(world, plan);
    } catch (error) {
      return [{ plan, reason: String(error) }];
    }
  }
  return [];
}
