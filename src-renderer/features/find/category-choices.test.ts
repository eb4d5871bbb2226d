import { expect, it } from 'vitest';
import type { ProfileCategory } from '#shared/configuration/schema.ts';
import { categoryChoices, withKept } from './category-choices.ts';

const response = (code: string, active: boolean): ProfileCategory['responses'][number] => ({
  code,
  description: code.toLowerCase(),
  order: 0,
  isDefault: false,
  active,
});
const category = (code: string, active: boolean, responses = [response('ONE', true)]): ProfileCategory => ({
  kind: 'category',
  code,
  description: code.toLowerCase(),
  required: false,
  order: 0,
  active,
  responses,
});

it('offers archived responses too, marked and after those in use', () => {
  const [asked] = categoryChoices([category('A', true, [response('OLD', false), response('NEW', true)])]);
  expect(asked?.values).toEqual([
    { value: 'NEW', label: 'new' },
    { value: 'OLD', label: 'old (no longer used)' },
  ]);
});

it('offers archived categories too, marked and after those in use, and none without responses', () => {
  const asked = categoryChoices([category('OLD', false), category('NEW', true), category('BARE', true, [])]);
  expect(asked.map(({ value, label }) => [value, label])).toEqual([
    ['NEW', 'new'],
    ['OLD', 'old (no longer used)'],
  ]);
});

it('keeps what a kept search asks of and is not offered any more', () => {
  const asked = categoryChoices([category('A', true)]);
  expect(withKept(asked, '')).toBe(asked);
  expect(withKept(asked, 'A')).toBe(asked);
  expect(withKept(asked, 'shoe')).toEqual([
    ...asked,
    { value: 'shoe', label: 'shoe (not searched any more)', values: [] },
  ]);
});
