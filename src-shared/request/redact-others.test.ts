import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEFT_OUT, redactOthers, withoutOthers } from './redact-others.ts';

const OWN = {
  emails: ['Ada@Example.com'],
  phones: ['020 7946 0000', '+49 30 1234567'],
  country: 'GB',
};

describe('a note in an export', () => {
  it.each([
    ['write to ada@example.com', 'write to ada@example.com'],
    ['her brother is bob@example.com', `her brother is ${LEFT_OUT}`],
    ['call +44 20 7946 0000 first', 'call +44 20 7946 0000 first'],
    ['or 020 7946 0000', 'or 020 7946 0000'],
    ['neighbour: 020 7946 0999, after six', `neighbour: ${LEFT_OUT}, after six`],
    ['abroad +33 1 42 68 53 00 and +49 30 1234567', `abroad ${LEFT_OUT} and +49 30 1234567`],
    ['order 100023 of 2026-11-22 at 10:30, C-1000123', 'order 100023 of 2026-11-22 at 10:30, C-1000123'],
  ])('%s', (text, expected) => {
    expect(redactOthers(text, OWN)).toBe(expected);
  });

  it('reads numbers with their country where the country of the person is not known', () => {
    expect(redactOthers('+33 1 42 68 53 00', { ...OWN, country: '' })).toBe(LEFT_OUT);
  });

  it('never keeps the e-mail of somebody else, whatever is around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), fc.string(), (before, email, after) => {
        fc.pre(/^[a-z0-9.]+@/u.test(email));
        expect(redactOthers(`${before} ${email} ${after}`, { ...OWN, emails: [] })).not.toContain(email);
      }),
    );
  });

  it('changes nothing where nobody is named', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ,.!?]*$/u), (text) => {
        expect(redactOthers(text, OWN)).toBe(text);
      }),
    );
  });
});

describe('a document of an export', () => {
  it('is redacted in what was written freely, and nowhere else', () => {
    const document = {
      authorName: 'x@example.org',
      text: 'x@example.org',
      actions: [{ text: 'x@example.org', at: '2026-01-01T00:00:00.000Z' }],
      amount: 3,
      nothing: null,
    };
    expect(withoutOthers(document, OWN)).toEqual({
      ...document,
      text: LEFT_OUT,
      actions: [{ text: LEFT_OUT, at: '2026-01-01T00:00:00.000Z' }],
    });
  });
});
