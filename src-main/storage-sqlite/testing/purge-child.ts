/**
 * A process that fills a store, purges one document and kills itself on the way, at the step it is told:
 * `planned`, `half` (inside the transaction that removes the document), `erased`, `settled` or `emptied`.
 */

import { openStore } from '../index.ts';
import type { SqliteInternals } from '../instance.ts';
import { human, instanceOf } from './support.ts';

const [file = '', step = ''] = process.argv.slice(2);

function dieAt(name: string): void {
  if (name === step) process.kill(process.pid, 'SIGKILL');
}

const hooks = step === 'half' ? { hooks: new URL('./kill-hook.ts', import.meta.url) } : {};
const store = await openStore({ file, key: null, ...hooks });
const instance = await instanceOf(store.storage as never);
const data = new Blob(['QZSENTINEL'], { type: 'text/plain' });
const note = { length: data.size, type: 'text/plain', digest: 'd1', data };
const person = human('person', { name: 'QZSENTINEL', _attachments: { note } as never });
const others = Array.from({ length: 50 }, (_, at) => ({ document: human(`d${at}`) }));
await instance.bulkWrite([{ document: person }, ...others], 'test');

const { writer } = (instance.internals as SqliteInternals).store;
await writer.call('planErasure', { collection: 'humans', ids: ['person'] });
dieAt('planned');
await writer.call('eraseBatch', undefined);
dieAt('erased');
await writer.call('settleErasure', undefined);
dieAt('settled');
await writer.call('truncate', undefined);
dieAt('emptied');
