/** What a privacy officer sees: a hold placed beforehand, and the register; and a reset that asks who is there. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newEmail } from '#shared/customer/contact-points.ts';
import { violations } from '../support/accessible.ts';
import { changeCustomer } from '../support/change-customer.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  picture,
  signIn,
  startDeskProcess,
} from '../support/desk-process.ts';
import { isSynced, type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
/** Who has an account and a verified e-mail. */
let withAccount: { id: string; number: string };
/** Who has an account and no verified e-mail. */
let withoutEmail: { id: string; number: string };
let second: { desk: DeskProcess; window: DeskWindow };
beforeAll(async () => {
  stage = await setTheStage(/Noor Haddad/, 30, {}, { forgetWindowMs: 0 });
  // Before the second desk fetches anything, so that it has it from the start.
  withAccount = await customerAt(3);
  withoutEmail = await customerAt(4);
  const at = '2026-01-01T00:00:00.000Z';
  const never = { lastLoginAt: null, lastFailedAt: null, passwordChangedAt: null, passwordExpired: false };
  const verified = { at, by: 'Noor', method: 'call' as const };
  const email = newEmail({
    id: withAccount.id,
    address: 'first@example.com',
    label: '',
    primary: true,
    verified,
  });
  await changeCustomer(stage.demo.pool, withAccount.id, {
    account: { state: 'enabled', ...never, asOf: at },
    emails: [email],
  });
  await changeCustomer(stage.demo.pool, withoutEmail.id, {
    account: { state: 'enabled', ...never, asOf: at },
    emails: [{ ...email, verified: null }],
  });
  const desk = await startDeskProcess(join(stage.folder, 'second'), stage.demo.serverUrl);
  const window = await openDeskWindow(stage.browser, desk.link, { colorScheme: 'dark' });
  await signIn(window, /Casey Morgan/);
  await isSynced(window.page);
  second = { desk, window };
});
afterAll(async () => {
  await second?.desk.stop();
  await stage?.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await picture(stage.page, `${task.name} officer`);
    await picture(second.window.page, `${task.name} desk`);
  }
  expect(stage.window.complaints).toEqual([]);
  expect(second.window.complaints).toEqual([]);
});

async function customerAt(place: number): Promise<{ id: string; number: string }> {
  const { rows } = await stage.demo.pool.query(
    `SELECT id, doc->>'number' AS number FROM customers
      WHERE region = 'north' AND NOT deleted AND doc->>'status' = 'active' ORDER BY number OFFSET $1 LIMIT 1`,
    [place],
  );
  return rows[0];
}

async function openMenuOf(page: Page, number: string): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Find a customer' });
  await box.fill(number);
  await box.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await page.locator('header', { hasText: number }).filter({ has: heading }).waitFor();
  await page.getByRole('button', { name: 'More options' }).click();
}

async function choose(page: Page, number: string, item: RegExp): Promise<void> {
  await openMenuOf(page, number);
  await page.getByRole('menuitem', { name: item }).click();
}

it('places a hold, sees it, and finds what came in the register', async () => {
  const { page } = stage;
  const { number } = await customerAt(0);
  await choose(page, number, /Legal hold/);
  const dialog = page.getByRole('dialog', { name: /Legal hold/ });
  await dialog.getByLabel('Why').selectOption({ label: 'Investigation' });
  await expect.poll(() => violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Place the hold' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: /Legal hold/ }).click();
  await dialog.getByText(/Held since .* by Noor Haddad: Investigation/).waitFor();
  await dialog.getByRole('button', { name: 'Leave it' }).click();

  const other = second.window.page;
  await choose(other, number, /Forget the customer/);
  const asking = other.getByRole('dialog', { name: /Forget the customer/ });
  await asking.getByLabel('Called back on the known number').check();
  await asking.getByLabel(/Type the customer number/).fill(number);
  await asking.getByRole('button', { name: 'Ask to forget' }).click();
  await other.getByText(/On hold, to be looked at again/).waitFor({ timeout: 30_000 });

  await page.getByRole('button', { name: /^Requests/ }).click();
  await page.getByText('Register', { exact: true }).click();
  const register = page.getByRole('region', { name: 'Register of requests' });
  await register.getByRole('row', { name: /Forget the customer.*In time/ }).waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  await register.getByLabel('Which').selectOption({ label: 'Ended' });
  await register.getByText('There are none of these.', { exact: false }).waitFor();
});

it('asks who is there before a password is reset, and goes on once they have signed in again', async () => {
  const { number } = withAccount;
  const { context, page } = second.window;
  await choose(page, number, /Reset the password/);
  const dialog = page.getByRole('dialog', { name: /Reset the password/ });
  await dialog.getByLabel('Called back on the known number').check();
  const send = dialog.getByRole('button', { name: 'Reset password' });
  expect(await send.isDisabled()).toBe(true);
  await expect.poll(() => violations(page)).toEqual([]);
  const popup = context.waitForEvent('page');
  await dialog.getByRole('button', { name: 'Sign in again' }).click();
  const provider = await popup;
  await provider.getByRole('button', { name: /Casey Morgan/ }).click();
  await provider.getByText('You are signed in').waitFor();
  await provider.close();
  await dialog.getByText('You have shown that it is you.', { exact: false }).waitFor();
  await send.click();
  await dialog.waitFor({ state: 'hidden' });
});

it('says beforehand why a password cannot be reset, and what the other way is', async () => {
  const { page } = second.window;
  const { number } = withoutEmail;
  await openMenuOf(page, number);
  const item = page.getByRole('menuitem', { name: /Reset the password/ });
  expect(await item.innerText()).toContain('There is no verified primary e-mail: by post or in person.');
  expect(await item.getAttribute('aria-disabled')).toBe('true');
  await expect.poll(() => violations(page)).toEqual([]);
  await picture(page, 'reset not possible');
  await page.keyboard.press('Escape');
});

it('asks for the confirmation of an address that nobody has verified, offline too, and offers it nowhere else', async () => {
  const { page } = second.window;
  await openMenuOf(page, withAccount.number);
  await page.getByRole('menuitem', { name: /Reset the password/ }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Confirm the e-mail' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await choose(page, withoutEmail.number, /Confirm the e-mail/);
  const dialog = page.getByRole('dialog', { name: /Confirm the e-mail/ });
  await dialog.getByText('A link goes to the primary e-mail.', { exact: false }).waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  await picture(page, 'confirm the e-mail');
  await stage.demo.stopServer();
  await dialog.getByRole('button', { name: 'Send the link' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^Requests/ }).click();
  const entry = page.getByRole('listitem').filter({ hasText: withoutEmail.number });
  await entry.getByText(/Waiting for a connection, until/).waitFor();
  await stage.demo.startServer();
  await entry.getByText('The mail is on its way').waitFor({ timeout: 60_000 });
});

it('restricts for a reason, which is told to whoever asked, and lifts it for a reason', async () => {
  const { number } = await customerAt(5);
  const desk = second.window.page;
  await choose(desk, number, /Restrict processing/);
  const asking = desk.getByRole('dialog', { name: /Restrict processing/ });
  await asking.getByLabel('Why').selectOption({ label: 'The person needs them for a legal claim' });
  await expect.poll(() => violations(desk)).toEqual([]);
  await picture(desk, 'restrict for a reason');
  await asking.getByRole('button', { name: 'Restrict', exact: true }).click();
  await asking.waitFor({ state: 'hidden' });
  const news = desk.getByRole('region', { name: 'Notices' });
  await news.getByText(`Restrict processing, ${number}`).waitFor();
  await news.getByRole('button', { name: 'Show', exact: true }).click();
  await desk.getByRole('listitem').filter({ hasText: number }).getByText('Done').first().waitFor();

  const officer = stage.page;
  const reasons = () => reasonsAbout(number);
  expect(await reasons()).toEqual(['legalClaim']);
  await choose(officer, number, /Lift the restriction/);
  const lifting = officer.getByRole('dialog', { name: /Lift the restriction/ });
  await lifting.getByLabel('Why').selectOption({ label: 'Another reason' });
  await lifting.getByRole('button', { name: 'Lift restriction' }).click();
  await lifting.waitFor({ state: 'hidden' });
  await expect.poll(reasons).toEqual(['legalClaim', 'other']);
});

async function reasonsAbout(number: string): Promise<string[]> {
  const { rows } = await stage.demo.pool.query<{ reason: string }>(
    `SELECT r.doc->'payload'->>'reason' AS reason FROM requests r JOIN customers c ON c.id = (r.doc->>'customerId')::uuid
      WHERE c.doc->>'number' = $1 ORDER BY r.id`,
    [number],
  );
  return rows.map(({ reason }) => reason);
}
