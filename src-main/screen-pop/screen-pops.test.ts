import { describe, expect, it } from 'vitest';
import type { ScreenPop } from '#shared/search/screen-pop.ts';
import { createScreenPops, linkAmong } from './screen-pops.ts';

const CALL = 'callbook://call?from=0301234';
const said: string[] = [];
const log = { info: () => {}, error: () => {}, warn: (event: string) => said.push(event) };

describe('screen pops', () => {
  it('come to whoever listens, and to a window that opens soon after, once', () => {
    let time = 0;
    const { open, pops$ } = createScreenPops(log, () => time);
    const seen: ScreenPop[] = [];
    expect(open(CALL)).toBe(true);
    const first = pops$.subscribe((pop) => seen.push(pop));
    open('callbook://customer?number=C-1');
    first.unsubscribe();
    pops$.subscribe((pop) => seen.push(pop)).unsubscribe();
    expect(seen).toEqual([
      { kind: 'call', from: '0301234' },
      { kind: 'customer', number: 'C-1' },
    ]);
    open(CALL);
    time = 1_000_000;
    pops$.subscribe((pop) => seen.push(pop)).unsubscribe();
    expect(seen).toHaveLength(2);
  });

  it('refuses what is no such link, and logs nothing of it', () => {
    expect(createScreenPops(log).open('callbook://call?from=<secret>')).toBe(false);
    expect(said).toEqual(['screenPop.refused']);
  });

  it('finds the link among the arguments of a second start', () => {
    expect(linkAmong(['callbook.exe', '--flag', CALL])).toBe(CALL);
    expect(linkAmong(['callbook.exe', `--x=${CALL}`])).toBeNull();
  });
});
