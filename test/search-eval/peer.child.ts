/** One peer in a process of its own. Arguments: its name, a file it may make, customers, queries. Prints what it measured. */
import { readObjects, textOf } from './json-lines.ts';
import { PEERS, type PeerRow } from './peers.ts';
import type { PeerTold, Result } from './report.ts';
import { customerId } from './to-documents.ts';
import { toQuestion } from './to-question.ts';
import { readExtents, unitsOf } from './units.ts';

const BATCH = 1000;
const WARMING = 300;
const [name = '', store = '', customers = '', queries = ''] = process.argv.slice(2);
const entry = PEERS[name];
if (!entry) throw new Error(`No peer ${name}.`);
const peer = entry.make(store);

const since = performance.now();
let rows: PeerRow[] = [];
let count = 0;
for await (const line of readObjects(customers)) {
  const texts = Object.entries(line).flatMap(([field, value]) =>
    field === 'id' ? [] : [value].flat().map(textOf),
  );
  const row = JSON.stringify({
    first: line.first,
    last: line.last,
    city: line.city,
    postcode: line.postcode,
  });
  rows.push({ id: customerId(line.id), text: texts.filter(Boolean).join(' '), row });
  count += 1;
  if (rows.length === BATCH) flush();
}
flush();
const built = performance.now() - since;

const units = unitsOf(await readExtents(customers));
const results: Result[] = [];

const questions: ReturnType<typeof toQuestion>[] = [];
for await (const line of readObjects(queries)) {
  const question = toQuestion(line, units);
  if (question.question.filter === null) questions.push(question);
}
for (const { question } of questions.slice(0, WARMING)) peer.search(question.text);
for (const { kind, expected, question } of questions) {
  const begun = performance.now();
  const ids = peer.search(question.text);
  const ms = performance.now() - begun;

  results.push({ kind, ms, inside: ms, labelled: expected !== null, rank: ids.indexOf(expected ?? '') });
}
const told: PeerTold = { name, customers: count, built, rss: process.memoryUsage.rss(), results };
process.stdout.write(`${JSON.stringify(told)}\n`);

function flush(): void {
  peer.add(rows);
  rows = [];
}
