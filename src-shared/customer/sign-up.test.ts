import { expect, it } from 'vitest';
import { isNewSignUp } from './sign-up.ts';

const signedUpAt = '2026-03-01T10:00:00.000Z';
const isNewAt = (now: string) => isNewSignUp({ signedUpAt }, new Date(now));

it('is new for a fortnight, by a clock that is behind too, and never who was registered by a person', () => {
  expect(isNewAt('2026-02-28T10:00:00.000Z')).toBe(true);
  expect(isNewAt('2026-03-15T09:59:59.999Z')).toBe(true);
  expect(isNewAt('2026-03-15T10:00:00.000Z')).toBe(false);
  expect(isNewSignUp({}, new Date(signedUpAt))).toBe(false);
});
