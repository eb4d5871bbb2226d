/**
 * Loaded before a program (`--import`): changes places of its modules, named by the variable MUTATION as
 * `[{file, find, replace}]`. So a test can show that it notices when they are missing. Fails when a place is not there. Nothing
 * of it is in what ships.
 */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

export type Mutation = { file: string; find: string; replace: string };

const mutations = JSON.parse(process.env.MUTATION ?? '[]') as Mutation[];

/** How a program ends whose place to change is not there: no test may take that for the effect of the change. */
const NOTHING_TO_CHANGE = 99;

function nothingToChange(file: string): never {
  if (isMainThread) process.exit(NOTHING_TO_CHANGE);
  throw new Error(`Nothing to change in ${file}`);
}

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const here = mutations.filter(({ file }) => url.endsWith(`/${file}`));
    if (here.length === 0 || loaded.source === undefined || loaded.source === null) return loaded;
    let source = String(loaded.source instanceof Uint8Array ? Buffer.from(loaded.source) : loaded.source);
    for (const { file, find, replace } of here) {
      if (!source.includes(find)) nothingToChange(file);
      source = source.replace(find, replace);
    }
    return { ...loaded, source };
  },
});
