import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScreenPop } from './parse-screen-pop.ts';

describe('a link of a telephone system', () => {
  it.each([
    ['callbook://call?from=%2B442079460018', { kind: 'call', from: '+442079460018' }],
    ['callbook://call/?from=030%20123-45&callId=7&direction=in', { kind: 'call', from: '030 123-45' }],
    ['CALLBOOK://call?from=0301234', { kind: 'call', from: '0301234' }],
    ['callbook://customer?number=C-100042', { kind: 'customer', number: 'C-100042' }],
    ['callbook://customer?number=%C3%9C-7', { kind: 'customer', number: 'Ü-7' }],
  ])('%s', (link, pop) => expect(parseScreenPop(link)).toEqual(pop));

  it.each([
    '',
    'callbook:',
    'callbook://',
    'callbook://call',
    'callbook://call?from=',
    'callbook://call?from=abc',
    'callbook://call?from=1&from=2',
    'callbook://call?number=C-1',
    'callbook://delete?number=C-1',
    'callbook://customer/../call?number=C-1',
    'callbook://user:secret@customer?number=C-1',
    'callbook://customer:8080?number=C-1',
    'callbook://customer?number=C-1#x',
    'callbook://customer?number=%3Cscript%3Ealert(1)%3C/script%3E',
    'callbook://customer?number=%22%20OR%201=1',
    'callbook://customer?number=%00',
    'callbook://customer?number=%0A',
    'callbook://customer?number=%FF%FE',
    `callbook://customer?number=${'1'.repeat(400)}`,
    'callbook://customer?number=C 1',
    'javascript:alert(1)',
    'https://callbook/call?from=0301234',
    'callbookx://call?from=0301234',
    '--inspect callbook://call?from=0301234',
  ])('nothing is done with %j', (link) => expect(parseScreenPop(link)).toBeNull());

  it('any text gives a bounded value of plain characters, or nothing', () => {
    const link = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `callbook://customer?number=${encodeURIComponent(text.toWellFormed())}`),
      fc.webQueryParameters().map((query) => `callbook://call?${query}`),
    );
    fc.assert(
      fc.property(link, (text) => {
        const pop = parseScreenPop(text);
        const value = pop === null ? '' : pop.kind === 'call' ? pop.from : pop.number;
        expect(value.length).toBeLessThanOrEqual(40);
        expect(value).not.toMatch(/[<>"'&;%\p{Cc}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});
