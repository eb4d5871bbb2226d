/**
 * `npm run search:generate -- --count N --seed S --each N --out FOLDER`: made-up customers and labelled questions, as
 * `npm run search:eval` reads them.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type MadeCustomer, makeCustomers } from './make-customers.ts';
import { makeQueries } from './make-queries.ts';

const SAMPLE = 20_000;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '42' },
    each: { type: 'string', default: '100' },
    out: { type: 'string', default: '.' },
  },
});
const count = Number(values.count);
await mkdir(values.out, { recursive: true });

const sample: MadeCustomer[] = [];
const every = Math.max(1, Math.floor(count / SAMPLE));
await write('customers.jsonl', function* () {
  for (const customer of makeCustomers(count, Number(values.seed))) {
    if (customer.id % every === 0) sample.push(customer);
    yield customer;
  }
});
await write('queries.jsonl', () => makeQueries(sample, Number(values.each), Number(values.seed)));

async function write(name: string, make: () => Iterable<object>): Promise<void> {
  const path = join(values.out, name);
  const file = createWriteStream(path);
  for (const object of make()) {
    if (!file.write(`${JSON.stringify(object)}\n`))
      await new Promise((ready) => file.once('drain', () => ready(null)));
  }
  file.end();
  await finished(file);
  process.stdout.write(`${path}\n`);
}
