import { describe, expect, it } from 'vitest';
import { Customer } from '#shared/customer/schema.ts';
import { demoCustomer } from './demo-customer.ts';

const people = Array.from({ length: 48 }, (_, index) => demoCustomer(index));

describe('the accounts of demo customers', () => {
  it('are there for every third one, in every state that a request can change', () => {
    const accounts = people.map(({ account }) => account);
    expect(accounts.map((account) => account !== null)).toEqual(people.map((_, index) => index % 3 === 0));
    const states = new Set(accounts.flatMap((account) => account?.state ?? []));
    expect(states).toEqual(new Set(['enabled', 'locked', 'disabled']));
    for (const account of accounts) {
      if (account) expect(account.lastFailedAt !== null).toBe(account.state === 'locked');
    }
  });

  it('are the same each time, and what the schema says of an account', () => {
    for (const [index, person] of people.entries()) {
      expect(demoCustomer(index)).toEqual(person);
      expect(Customer.parse(person).account).toEqual(person.account);
    }
  });
});
