/**
 * Loaded before a program (`--import`): changes one place of one of its modules, named by the variable MUTATION as
 * `{file, find, replace}`. So a test can show that it notices when that place is missing. Fails when the place is not there.
 */
import { registerHooks } from 'node:module';

export type Mutation = { file: string; find: string; replace: string };

const { file, find, replace } = JSON.parse(process.env.MUTATION ?? '{}') as Mutation;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(file) || loaded.source === undefined || loaded.source === null) return loaded;
    const source = String(loaded.source instanceof Uint8Array ? Buffer.from(loaded.source) : loaded.source);
    if (!source.includes(find)) throw new Error(`Nothing to change in ${file}`);
    return { ...loaded, source: source.replace(find, replace) };
  },
});
