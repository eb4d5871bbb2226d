import { Observable, of, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { iterate } from './iterate.ts';

describe('iterate', () => {
  it('yields what the source emits and ends with it', async () => {
    const seen: number[] = [];
    for await (const value of iterate(of(1))) seen.push(value);
    expect(seen).toEqual([1]);
  });

  it('keeps only the newest value for a slow reader', async () => {
    const source = new Subject<number>();
    const values = iterate(source);
    const first = values.next();
    await Promise.resolve();
    source.next(1);
    source.next(2);
    source.next(3);
    expect((await first).value).toBe(3);
    source.complete();
    expect((await values.next()).done).toBe(true);
  });

  it('lets go of the source when the reader stops', async () => {
    let listeners = 0;
    const source = new Observable<number>((subscriber) => {
      listeners += 1;
      subscriber.next(1);
      return () => {
        listeners -= 1;
      };
    });
    for await (const _value of iterate(source)) break;
    expect(listeners).toBe(0);
  });

  it('lets go when the signal aborts, even without a value', async () => {
    const source = new Subject<number>();
    const stop = new AbortController();
    const next = iterate(source, stop.signal).next();
    await Promise.resolve();
    expect(source.observed).toBe(true);
    stop.abort();
    expect((await next).done).toBe(true);
    expect(source.observed).toBe(false);
  });

  it('passes an error on', async () => {
    const source = new Subject<number>();
    const next = iterate(source).next();
    await Promise.resolve();
    source.error(new Error('gone'));
    await expect(next).rejects.toThrow('gone');
  });
});
