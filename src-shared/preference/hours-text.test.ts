import { expect, it } from 'vitest';
import { newPhone } from '../customer/contact-points.ts';
import { emptyCustomer } from '../customer/schema.ts';
import { decide } from './decide.ts';
import { PreferenceElement } from './schema.ts';
import { hoursText } from './trace.ts';

const phone = newPhone({ id: '00000000-0000-4000-8000-000000000001', number: '1', label: '', primary: true });
const own = PreferenceElement.parse({ id: phone.id, kind: 'window', purpose: 'any', value: '18:00-20:00' });

/** In Lisbon, which is on UTC in winter. */
function textAt(time: string, preferences: PreferenceElement[] = [], timeZone = 'Europe/Lisbon'): string {
  const customer = { ...emptyCustomer(), flags: [], phones: [phone], timeZone, preferences };
  const at = new Date(`2026-01-15T${time}:00.000Z`);
  return hoursText(
    decide(customer, { purpose: 'service', channel: 'call', contactPointId: phone.id, at }),
    at,
  );
}

it('says what time it is for the customer where a call would come outside the calling hours', () => {
  expect(textAt('06:12')).toBe('Outside calling hours: 06:12 in Lisbon');
  expect(textAt('08:00')).toBe('');
  expect(textAt('20:59')).toBe('');
  expect(textAt('21:00')).toBe('Outside calling hours: 21:00 in Lisbon');
});

it('says that the customer asked for other hours, and nothing where no zone is known', () => {
  expect(textAt('12:00', [own])).toBe('12:00 in Lisbon, outside the hours the customer asked for');
  expect(textAt('18:30', [own])).toBe('');
  expect(textAt('06:12', [own], '')).toBe('');
});
