import { expect, it } from 'vitest';
import { matchingVerbs } from './palette-verbs.ts';

const verb = (label: string) => ({ label, keys: '', run: () => undefined });
const VERBS = [verb('Register a customer'), verb('Edit the customer'), verb('My ticklers')];

it.each([
  ['', ['Register a customer', 'Edit the customer', 'My ticklers']],
  ['cust', ['Register a customer', 'Edit the customer']],
  ['ed cu', ['Edit the customer']],
  ['TICK', ['My ticklers']],
  ['xyz', []],
])('%j names %j', (text, labels) =>
  expect(matchingVerbs(VERBS, text).map(({ label }) => label)).toEqual(labels),
);
