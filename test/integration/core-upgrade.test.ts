/** A desk whose program is replaced by one that knows more fields of a customer, over what the former one left. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import type { CustomerView } from '#shared/api/customer.ts';
import { Customer, editableOf } from '#shared/customer/schema.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { type DeskChild, startDeskChild } from '../support/desk-child.ts';
import type { Mutation } from '../support/mutate.ts';
import { photoWith } from '../support/photo.ts';
import { type LossyProxy, startProxy } from '../support/proxy.ts';

/** The program as it was before there were photos. */
const WITHOUT_PHOTOS: Mutation[] = [
  {
    file: 'src-shared/customer/schema.ts',
    find: "photo: z.string().max(PHOTO_LIMITS.text).default(''),",
    replace: '',
  },
  {
    file: 'src-shared/customer/validate.ts',
    find: "...issues('photo', photoIssue(customer.photo)),",
    replace: '',
  },
  { file: 'src-main/session/desk.ts', find: 'await refetchForNewFields(database, log);', replace: '' },
];

let folder: string;
let demo: Demo;
let proxy: LossyProxy;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-upgrade-'));
  demo = await startDemo({ folder: join(folder, 'server'), customers: 30, durable: false });
  proxy = await startProxy(demo.serverUrl);
});
afterAll(async () => {
  await proxy?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function onServer(id: string): Promise<Customer> {
  const { rows } = await demo.pool.query('SELECT doc FROM customers WHERE id = $1', [id]);
  return Customer.parse(rows[0]?.doc);
}

async function onDesk(desk: DeskChild, id: string): Promise<Customer | undefined> {
  return (await desk.first<CustomerView | null>('customer.watch', { id }))?.customer;
}

async function rename(desk: DeskChild, id: string, given: string): Promise<void> {
  const base = editableOf(await onDesk(desk, id));
  await desk.call('customer.update', { id, base, mine: { ...base, given } });
}

it('clears nothing that the former one did not know, and gets it', async () => {
  const { rows } = await demo.pool.query<{ id: string }>(
    `SELECT id FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 2`,
  );
  const [id = '', untouched = ''] = rows.map((row) => row.id);
  const photo = photoWith('BeforeTheUpgrade');
  for (const one of [id, untouched]) await changeCustomer(demo.pool, one, { photo });
  const former = await startDeskChild(join(folder, 'desk'), proxy.url, 'quinn', {
    mutations: WITHOUT_PHOTOS,
  });
  await former.synced();
  expect(await onDesk(former, id)).not.toHaveProperty('photo');
  await rename(former, id, 'Former');
  await former.synced();
  expect(await onServer(id)).toMatchObject({ given: 'Former', photo });
  await former.stop();

  // The first change is made before anything new has come.
  proxy.meddle((path) => (path.endsWith('/pull') ? 'hangUp' : null));
  const desk = await startDeskChild(join(folder, 'desk'), proxy.url, 'quinn');
  expect(await onDesk(desk, id)).toMatchObject({ given: 'Former', photo: '' });
  await rename(desk, id, 'Later');
  proxy.meddle(null);
  await expect.poll(async () => (await onServer(id)).given, { timeout: 60_000 }).toBe('Later');
  expect(await onServer(id)).toMatchObject({ photo });
  for (const one of [id, untouched])
    await expect.poll(async () => (await onDesk(desk, one))?.photo, { timeout: 60_000 }).toBe(photo);
  await desk.stop();
});
