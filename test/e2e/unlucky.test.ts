/**
 * What goes wrong on a customer's page stays where it is, and says so: a part that cannot be loaded, a clock that runs
 * ahead, a channel nobody here knows, an older value that is none any more, an address that is in use.
 */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { listEntries } from '#server/configuration/configuration-repository.ts';
import { saveEntry } from '#server/configuration/configuration-service.ts';
import { DEMO_ACCOUNTS } from '#server/demo/accounts.ts';
import { insertDocuments } from '#server/sync/document-repository.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import type { Contact } from '#shared/contact/schema.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { violations } from '../support/accessible.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { picture } from '../support/desk-process.ts';
import { isSynced, type Stage, setTheStage } from '../support/stage.ts';

const administrator = DEMO_ACCOUNTS.find(({ role }) => role === 'administrator') as Me;

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setTheStage(/Quinn/, 60);
  page = stage.page;
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await stage?.close();
});

const region = (name: string) => page.getByRole('region', { name });

/** A customer of this desk about whom nothing is asked for. */
async function customerWhere(condition = 'true', ...values: unknown[]): Promise<Customer> {
  const { rows } = await stage.demo.pool.query(
    `SELECT c.doc FROM customers c
      WHERE c.region = 'north' AND c.doc->>'status' = 'active' AND ${condition} ORDER BY c.number LIMIT 1`,
    values,
  );
  return rows[0].doc;
}

async function open({ number }: Customer): Promise<void> {
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(number);
  await page.getByRole('option', { name: new RegExp(number) }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
}

async function change(id: string, part: Partial<Customer>): Promise<void> {
  await changeCustomer(stage.demo.pool, id, part);
  await notifyChanged(stage.demo.pool, 'customers');
  await notifyChanged(stage.demo.pool, 'changes');
}

async function categories() {
  const entries = await listEntries(stage.demo.pool);
  return entries.flatMap(({ id, rev, entry }) => (entry.kind === 'category' ? [{ id, rev, entry }] : []));
}

it('offers no profile where nothing is asked of customers', async () => {
  await open(await customerWhere());
  const menu = page.getByRole('button', { name: 'More options' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Profile' }).waitFor();
  await page.keyboard.press('Escape');
  const offered = async () => {
    await menu.click();
    await page.getByRole('menuitem').first().waitFor();
    const count = await page.getByRole('menuitem', { name: 'Profile' }).count();
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
    return count;
  };
  const setActive = async (active: boolean) => {
    for (const { id, rev, entry } of await categories())
      await saveEntry(stage.demo.pool, administrator, { id, rev, entry: { ...entry, active } });
    await notifyChanged(stage.demo.pool, 'configuration');
  };
  await setActive(false);
  await expect.poll(offered).toBe(0);
  await page.keyboard.press('Alt+p');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await setActive(true);
  await expect.poll(offered).toBe(1);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

it('shows a contact with a code that nobody here knows, and says that a clock ran ahead', async () => {
  const customer = await customerWhere();
  await open(customer);
  const ahead = new Date(Date.now() + 3 * 3_600_000).toISOString();
  const contact: Contact = {
    ...{ id: randomUUID(), rev: '1-abcdef01', mutationId: randomUUID(), scope: customer.scope },
    ...{ updatedAt: ahead, updatedBy: 'import', customerId: customer.id, channel: 'semaphore' },
    ...{ direction: 'inbound', startedAt: ahead, endedAt: ahead, wrappedUpAt: ahead, wrapUpCode: 'ODD9' },
    ...{ notes: 'Flags seen from the hill.', corrections: [], authorId: 'gone', authorName: '' },
  };
  await insertDocuments(stage.demo.pool, 'contacts', [contact]);
  await notifyChanged(stage.demo.pool, 'contacts');
  const entry = page
    .getByRole('list', { name: 'Timeline' })
    .getByRole('listitem')
    .filter({ hasText: 'Flags' });
  await entry.waitFor();
  for (const part of [/semaphore/i, /ODD9/, /Unknown/, /the clock of that computer runs ahead/])
    await entry.getByText(part).first().waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
});

it('says which older values cannot be put back, and changes nothing', async () => {
  const customer = await customerWhere('c.doc->>$1 <> $2', 'given', '');
  await open(customer);
  await change(customer.id, {
    emails: [newEmail({ id: randomUUID(), address: 'no address', label: 'home', primary: true })],
  });
  await change(customer.id, {
    emails: [newEmail({ id: randomUUID(), address: 'good@unlucky.example', label: 'home', primary: true })],
  });
  await page.getByText('good@unlucky.example').first().waitFor();
  await region('Versions').getByRole('button', { name: 'Show versions' }).click();
  await region('Versions')
    .getByRole('button', { name: /^Go back to before version/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /^Go back to version/ });
  await dialog.getByRole('combobox', { name: 'Why' }).fill('It was right before');
  await dialog.getByRole('button', { name: 'Go back', exact: true }).click();
  await dialog.getByText(/These older values cannot be saved any more: E-mails/).waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep it as it is' }).click();
  await page.getByText('good@unlucky.example').first().waitFor();
});

it('puts an address back into the form that an order under way goes to, and says why', async () => {
  const customer = await customerWhere(
    `EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.doc->'open' = 'true' AND o.doc->>'shipTo' <> ''
       AND o.doc->>'placedAt' > $1)`,
    new Date(Date.now() - 300 * 86_400_000).toISOString(),
  );
  await open(customer);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Edit customer' });
  const removals = form.getByRole('button', { name: /^Remove address/ });
  const count = await removals.count();
  expect(count).toBeGreaterThan(0);
  for (let at = 0; at < count; at += 1) await removals.first().click();
  await page.keyboard.press('Control+s');
  await form.getByText(/An order that is under way goes to this address/).waitFor();
  expect(await removals.count()).toBe(count);
  await expect.poll(() => violations(page)).toEqual([]);
  await form.getByRole('button', { name: 'Cancel' }).click();
});

it('lets one part that cannot be loaded try again by itself, with the rest of the page at work', async () => {
  let broken = true;
  await page.routeWebSocket(/.*/u, (socket) => {
    const core = socket.connectToServer();
    // A call that the core does not know, as from a window that is newer than its core.
    socket.onMessage((message) =>
      core.send(broken ? swapped(message, '/order/watch', '/order/wotch') : message),
    );
  });
  await page.reload();
  const orders = region('Orders, quotes and returns');
  const retry = orders.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await region('Contact points').waitFor();
  await page.getByRole('list', { name: 'Timeline' }).waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
  await expect.poll(() => violations(page)).toEqual([]);
  broken = false;
  await retry.click();
  await retry.waitFor({ state: 'detached' });
  await isSynced(page);
  expect(stage.window.complaints).toEqual([]);
});

/** The message with one text for another of the same length. */
function swapped(message: string | Buffer, text: string, other: string): string | Buffer {
  if (typeof message === 'string') return message.replace(text, other);
  const at = message.indexOf(text);
  if (at < 0) return message;
  const changed = Buffer.from(message);
  changed.write(other, at);
  return changed;
}
