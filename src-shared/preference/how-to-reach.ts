/**
 * How a customer is contacted where they may be: in which hours, in which style and format. What `decide` forbids or warns of by the
 * clock, said as the time from which it does not. Pure.
 */
import { z } from 'zod';
import { Instant } from '../sync/envelope.ts';
import { type Asked, isTimely, preferred, type Reachable } from './decide.ts';

/** `window`: the next time in which no rule of hours speaks, from now on where none does; null when there is none soon. */
export const HowToReach = z.object({
  window: z.object({ from: Instant, to: Instant }).nullable(),
  /** As the customer wishes it for the purpose, such as `Formal, brief`; '' when nothing is known. */
  style: z.string(),
  /** Such as large print; '' when nothing is known. */
  format: z.string(),
});
export type HowToReach = z.infer<typeof HowToReach>;

/** Hours of people and laws begin and end at a quarter. */
const STEP_MS = 15 * 60_000;
/** A week has every weekday, and a day every hour: later there is nothing new. */
const SOON = (7 * 86_400_000) / STEP_MS;
const LONGEST = 86_400_000 / STEP_MS;

/** For the asked purpose, channel and time. Never throws. */
export function howToReach(customer: Reachable, asked: Asked): HowToReach {
  const wish = (kind: 'style' | 'format') => preferred(customer, asked.purpose, kind, asked.at)?.value ?? '';
  return { window: nextWindow(customer, asked), style: wish('style'), format: wish('format') };
}

function nextWindow(customer: Reachable, asked: Asked): HowToReach['window'] {
  const isOpen = isTimely(customer, asked);
  if (!isOpen) return null;
  const now = asked.at.getTime();
  const quarter = Math.ceil(now / STEP_MS) * STEP_MS;
  const from = isOpen(now) ? now : firstOf(quarter, SOON, isOpen);
  if (from === null) return null;
  const next = Math.floor(from / STEP_MS) * STEP_MS + STEP_MS;
  const to = firstOf(next, LONGEST, (at) => !isOpen(at)) ?? next + LONGEST * STEP_MS;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The first of so many quarters from `begin` on that fits. */
function firstOf(begin: number, steps: number, fits: (at: number) => boolean): number | null {
  for (let step = 0; step < steps; step += 1) if (fits(begin + step * STEP_MS)) return begin + step * STEP_MS;
  return null;
}
