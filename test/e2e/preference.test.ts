/** Preferences, known issues and consents, and what they say before somebody is called. */

import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import { newAddress } from '#shared/customer/contact-points.ts';
import { changeCustomer } from '../support/change-customer.ts';
import { picture } from '../support/desk-process.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
let page: Page;
let customer: { id: string; number: string };

beforeAll(async () => {
  stage = await setTheStage(/Casey/, 100);
  page = stage.page;
  const { rows } = await stage.demo.pool.query(
    `SELECT id, number FROM customers WHERE region = 'north' AND doc->>'status' = 'active' AND doc->'flags' = '[]'
       AND jsonb_array_length(doc->'emails') > 0 AND jsonb_array_length(doc->'phones') > 0 ORDER BY number LIMIT 1`,
  );
  customer = rows[0];
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(customer.number);
  await page.getByRole('option', { name: new RegExp(customer.number) }).click();
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await stage?.close();
});

async function openDialog(): Promise<Locator> {
  await page.getByRole('button', { name: 'Change preferences' }).click();
  return page.getByRole('dialog', { name: /Preferences of/ });
}

it('keeps a preference and a critical known issue in sight after they were saved', async () => {
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').selectOption('Style');
  await dialog.getByLabel('What', { exact: true }).fill('Formal');
  await dialog.getByRole('button', { name: 'Add known issue' }).click();
  await dialog.getByLabel('What to know').fill('Hard of hearing: speak slowly');
  await dialog.getByLabel('How serious').selectOption('Critical');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('note', { name: 'Critical known issue' }).getByText('Hard of hearing').waitFor();
  await page.getByRole('list', { name: 'Preferences at a glance' }).getByText('Style: Formal').waitFor();
  await expect
    .poll(async () => {
      const { rows } = await stage.demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
      return rows[0].doc.knownIssues.length;
    })
    .toBe(1);
});

it('refuses dietary needs without a consent, keeps what was typed, and takes them with one', async () => {
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').last().selectOption('Dietary needs');
  await dialog.getByLabel('What', { exact: true }).last().fill('Halal');
  await dialog.getByLabel('Why it is kept').fill('Catering at events');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Dietary needs may be kept only with consent').waitFor();
  expect(await dialog.getByLabel('What', { exact: true }).last().inputValue()).toBe('Halal');

  await dialog.getByLabel('Purpose').selectOption('Dietary needs');
  await dialog.getByLabel('Channel', { exact: true }).last().selectOption('Every channel');
  await dialog.getByRole('button', { name: 'Agreed' }).click();
  await dialog.getByText('Say where it was said.').waitFor();
  await dialog.getByLabel('Where it was said').fill('On the phone');
  await dialog.getByLabel('Wording shown').fill(' May we note your diet? ');
  await dialog.getByRole('button', { name: 'Agreed' }).click();
  await dialog.getByRole('list', { name: 'Consents so far' }).getByText('May we note your diet?').waitFor();
  expect(await dialog.getByLabel('Wording shown').inputValue()).toBe('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Preferences' }).getByText('Dietary needs: Halal').waitFor();
});

it('says what speaks against a call before the dialler opens, by keyboard', async () => {
  const dialog = await openDialog();
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').last().selectOption('Channel to avoid');
  await dialog.getByLabel('Channel', { exact: true }).first().selectOption('Call');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page
    .getByRole('button', { name: /^Call / })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  const advice = page.getByRole('alertdialog');
  await advice.getByText('Think twice').waitFor();
  await advice.getByText('Calls: the customer wishes not').waitFor();
  await page.keyboard.press('Escape');
  await advice.waitFor({ state: 'detached' });
});

it('says by the button that a call would come at night, before anybody presses it', async () => {
  const calling = page.getByRole('list', { name: 'Phones' }).getByText(/Outside calling hours/);
  const setZone = async (timeZone: string) => {
    await changeCustomer(stage.demo.pool, customer.id, { timeZone });
    await notifyChanged(stage.demo.pool, 'customers');
  };
  await setZone(zoneAt(3));
  await calling
    .filter({ hasText: /: 0[34]:\d\d in GMT/ })
    .first()
    .waitFor();
  await setZone(zoneAt(12));
  await expect.poll(() => calling.count()).toBe(0);
});

it('tells their time by the address where no zone was stated, and nothing where the country has several', async () => {
  const time = page.locator('header').getByText('their time');
  const live = async (country: string) => {
    const place = { nickname: '', lines: ['1 Main St'], city: 'Town', postcode: '', primary: true };
    const addresses = [newAddress({ ...place, id: randomUUID(), country })];
    await changeCustomer(stage.demo.pool, customer.id, { timeZone: '', addresses });
    await notifyChanged(stage.demo.pool, 'customers');
  };
  await live('PT');
  await page.getByRole('region', { name: 'Addresses' }).getByText('Portugal').waitFor();
  await expect.poll(() => time.count()).toBe(0);
  await live('GB');
  await expect.poll(() => time.getAttribute('title')).toBe('Europe/London, by their address');
  await live('US');
  await expect.poll(() => time.count()).toBe(0);
});

/** A zone in which it is this hour now. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`;
}

it('answers the same to other systems', async () => {
  const { rows } = await stage.demo.pool.query('SELECT doc FROM customers WHERE id = $1', [customer.id]);
  expect(rows[0].doc.consents).toMatchObject([
    { purpose: 'dietary', action: 'grant', by: 'Casey Morgan', wording: 'May we note your diet?' },
  ]);
  const path = `/v1/customers/${customer.id}/decision?purpose=gossip&channel=call`;
  expect((await fetch(new URL(path, stage.demo.serverUrl))).status).toBe(401);
  expect(stage.window.complaints).toEqual([]);
});
