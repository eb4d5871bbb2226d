import { expect, it } from 'vitest';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import { responseChoices } from './response-choices.ts';

const response = (code: string, active: boolean): ProfileCategory['responses'][number] => ({
  code,
  description: code.toLowerCase(),
  order: 0,
  isDefault: false,
  active,
});

it('offers archived responses too, marked and after those in use', () => {
  expect(responseChoices([response('OLD', false), response('NEW', true)])).toEqual([
    { value: 'NEW', label: 'new' },
    { value: 'OLD', label: 'old (no longer used)' },
  ]);
});
