/**
 * Keeps the core's memory near what it uses. V8 sizes a heap by the memory of the machine, and a first sync, which lets
 * documents pass through, then takes a few hundred MB for garbage that nobody is in a hurry to collect.
 *
 * The two flags are those that V8 reads at each collection, so that they work from code, in Node and in Electron's main
 * process, whose engine runs already when the first of our code does (`--max-semi-space-size` would be too late, and
 * `js-flags` set by `app.commandLine` reach the renderers only). They hold for the process and its workers.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Room for new objects, in bytes: smaller, and what a batch needs for a moment is taken for something that lasts. */
const YOUNG_BYTES = 12 * 1024 * 1024;
/** How much is allocated at a time, and at most how often, until the room for new objects has grown. */
const PIECES = 20_000;
const ROUNDS = 50;

/** For the process of a host, once, before anything else. Takes a few milliseconds. */
export function boundHeap(): void {
  setFlagsFromString('--heap-growing-percent=100');
  for (let round = 0; round < ROUNDS && youngBytes() < YOUNG_BYTES; round += 1) outlive(PIECES);
  setFlagsFromString('--semi-space-growth-factor=1');
}

function youngBytes(): number {
  return (
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? YOUNG_BYTES
  );
}

/** The room grows when more outlives a collection than was in it. */
function outlive(pieces: number): number {
  return Array.from({ length: pieces }, (_, at) => ({ at, piece: [at] })).length;
}
