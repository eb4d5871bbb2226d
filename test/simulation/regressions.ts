/** Plans that once failed, one a line. */
import { appendFile, readFile } from 'node:fs/promises';
import type { Plan } from './plan.ts';

const FILE = new URL('./regressions.jsonl', import.meta.url);

export async function knownPlans(): Promise<Plan[]> {
  const lines = (await readFile(FILE, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Plan);
}

export async function keepPlan(plan: Plan): Promise<void> {
  await appendFile(FILE, `${JSON.stringify(plan)}\n`);
}
