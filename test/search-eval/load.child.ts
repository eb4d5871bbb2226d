/** Loads a customers file into an encrypted store by the product's own write path, and says how long it took. */
import { boundHeap } from '#main/heap.ts';
import { LEAST_ROWS } from '#main/sync/pull-rows.ts';
import { openEvalDesk } from './desk.ts';
import { readObjects } from './json-lines.ts';
import { typeMeanwhile } from './meanwhile.ts';
import { toDocuments } from './to-documents.ts';
import { readExtents, unitsOf } from './units.ts';

/** As many as a first sync writes at a time while somebody searches (src-main/sync/pull-rows.ts). */
const BATCH = LEAST_ROWS;
const SAMPLE_MS = 100;
const [folder = '', key = '', file = ''] = process.argv.slice(2);

boundHeap();
const extents = await readExtents(file);
const units = unitsOf(extents);
const desk = await openEvalDesk(folder, key);
let peak = 0;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, SAMPLE_MS);

const meanwhile = typeMeanwhile((question) => desk.search.search({ ...question, exact: false }));
const since = performance.now();
const waiting = { customers: [] as object[], orders: [] as object[], contacts: [] as object[] };
let count = 0;
for await (const line of readObjects(file)) {
  const { customer, orders, contacts } = toDocuments(line, units);
  waiting.customers.push(customer);
  waiting.orders.push(...orders);
  waiting.contacts.push(...contacts);
  count += 1;
  if (count % BATCH === 0) await write();
}
await write();
const written = performance.now() - since;
const searches = await meanwhile.stop();
await desk.search.settled();
const built = performance.now() - since;
clearInterval(sampling);
await desk.close();
process.stdout.write(`${JSON.stringify({ customers: count, written, built, peak, searches, extents })}\n`);

async function write(): Promise<void> {
  for (const name of ['customers', 'orders', 'contacts'] as const) {
    const { error } = await desk.database[name].bulkInsert(waiting[name].splice(0) as never[]);
    if (error.length > 0) throw new Error(`${error.length} ${name} were not written: an id comes twice.`);
  }
}
