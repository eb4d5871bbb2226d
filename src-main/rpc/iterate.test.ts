import { Observable, of, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createLogger, type LogLine } from '../log.ts';
import { iterate } from './iterate.ts';

const lines: LogLine[] = [];
const log = createLogger((line) => lines.push(line));

describe('iterate', () => {
  it('yields what the source emits and ends with it', async () => {
    const seen: number[] = [];
    for await (const value of iterate(of(1), log)) seen.push(value);
    expect(seen).toEqual([1]);
  });

  it('keeps only the newest value for a slow reader', async () => {
    const source = new Subject<number>();
    const values = iterate(source, log);
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
    for await (const _value of iterate(source, log)) break;
    expect(listeners).toBe(0);
  });

  it('lets go when the signal aborts, even without a value', async () => {
    const source = new Subject<number>();
    const stop = new AbortController();
    const next = iterate(source, log, stop.signal).next();
    await Promise.resolve();
    expect(source.observed).toBe(true);
    stop.abort();
    expect((await next).done).toBe(true);
    expect(source.observed).toBe(false);
  });

  it('passes a failure on as INTERNAL, and logs its code alone', async () => {
    const source = new Subject<number>();
    const next = iterate(source, log).next();
    await Promise.resolve();
    source.error(new TypeError('ada@example.org'));
    await expect(next).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(lines.at(-1)).toMatchObject({ event: 'rpc.stream', code: 'TypeError' });
  });
});
