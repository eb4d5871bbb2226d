import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDomain, tidyEmail } from './email-address.ts';
import { emailForms, foldEmail } from './normalise.ts';
import { emailIssue } from './validate.ts';

describe('a domain of letters beyond ASCII', () => {
  it.each([
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['MÜNCHEN.DE', 'xn--mnchen-3ya.de'],
    ['mu\u0308nchen.de', 'xn--mnchen-3ya.de'],
    ['例え。jp', 'xn--r8jz45g.jp'],
    ['Example.ORG', 'example.org'],
    ['mün/chen.de', ''],
    ['mün chen.de', ''],
    ['mün:80', ''],
  ])('%s is looked up as %s', (domain, looked) => expect(asciiDomain(domain)).toBe(looked));

  it.each(['ada@münchen.de', 'ada@例え。jp', 'ada@xn--mnchen-3ya.de', 'åda@example.org'])(
    'makes an address: %s',
    (address) => expect(emailIssue(address)).toBeNull(),
  );

  it.each(['ada@münchen', 'ada@münchen.', 'ada@mün/chen.de', 'ada@mün:chen.de', 'a@b'])(
    'makes none: %s',
    (address) => expect(emailIssue(address)).toBe('email'),
  );

  it('is the same address in both forms, and is kept as it was typed', () => {
    expect(foldEmail(' Ada@München.de')).toBe(foldEmail('ada@xn--mnchen-3ya.de'));
    expect(emailForms('Ada@München.de')).toEqual(['ada@xn--mnchen-3ya.de', 'ada@münchen.de']);
    expect(emailForms('Ada@x.org')).toEqual(['ada@x.org']);
    expect(tidyEmail('Ada@MÜNCHEN.de')).toBe('Ada@münchen.de');
  });

  it('is folded for any text, and folded again is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(foldEmail(foldEmail(text))).toBe(foldEmail(text));
      }),
    );
  });
});
