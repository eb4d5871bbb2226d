/** Text with the parts that answered a search marked. */
import { Fragment } from 'react';
import classes from './marked-text.module.css';

/** Start and end, in UTF-16 units, of each marked part; in order and apart. */
export type Range = readonly [start: number, end: number];

export function MarkedText({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  return ranges.length === 0 ? (
    text
  ) : (
    <>
      {ranges.map(([start, end], at) => (
        <Fragment key={start}>
          {text.slice(ranges[at - 1]?.[1] ?? 0, start)}
          <mark className={classes.mark}>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.[1])}
    </>
  );
}
