/** What a question of the index is answered with, inside the search worker. */
import type { LoadedSegment } from './loaded-segment.ts';

/** A customer who matches: where they stand, and at which step they were found. */
export type Found = { segment: LoadedSegment; place: number; step: number };

export type Answer = {
  found: Found[];
  /** How many match as they were typed; null when it would cost too much to know. */
  total: number | null;
};

export type SegmentQuery = {
  /** Takes the next step; the places of those whose match is the closest of the step, at most so many, best first. */
  closest: (step: number, limit: number) => number[];
  /** The other places of the step. */
  rest: (limit: number) => number[];
  /** How many match after the steps that were taken; null when it would cost too much to know. */
  total: () => number | null;
};
