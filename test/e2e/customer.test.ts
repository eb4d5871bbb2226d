/** Registering and changing customers on a real desk: every field, online and offline, and the versions of it. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { DEMO_CLIENT, type Demo, startDemo } from '#server/demo/start-demo.ts';
import { notifyChanged } from '#server/sync/poke-bus.ts';
import { newEmail } from '#shared/customer/contact-points.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { violations } from '../support/accessible.ts';
import { changeCustomer } from '../support/change-customer.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  picture,
  signIn,
  startChromium,
  startDeskProcess,
} from '../support/desk-process.ts';
import { signIn as tokensOf } from '../support/sign-in.ts';

let folder: string;
let demo: Demo;
let browser: Browser;
let desk: DeskProcess;
let window: DeskWindow;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-customer-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 200, durable: false }),
    startChromium(),
  ]);
  desk = await startDeskProcess(join(folder, 'desk'), demo.serverUrl);
  window = await openDeskWindow(browser, desk.link);
  await signIn(window, /Quinn/);
});
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await picture(window.page, task.name);
    console.log(desk.log().slice(-1500));
  });
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Long enough for a machine that is busy; what is there at once is not waited for. */
const eventually = <T>(read: () => T) => expect.poll(read);

const find = (page: Page) => page.getByRole('searchbox', { name: 'Find a customer' });
const newForm = (page: Page) => page.getByRole('form', { name: 'New customer' });
const editForm = (page: Page) => page.getByRole('form', { name: 'Edit customer' });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const isSynced = (page: Page) =>
  expect.poll(() => page.getByRole('status', { name: 'Sync state' }).textContent()).toMatch(/Synced/);

async function stored(family: string): Promise<Customer | undefined> {
  const { rows } = await demo.pool.query(`SELECT doc FROM customers WHERE doc->>'family' = $1`, [family]);
  return rows[0]?.doc;
}

/** The inputs of a form by the paths of their fields, and its lists. */
async function fieldsOf(page: Page, form: 'New customer' | 'Edit customer'): Promise<string[]> {
  const root = page.getByRole('form', { name: form });
  await root.waitFor();
  return root.evaluate((element) => {
    const ids = [...element.querySelectorAll('[id^="edit-"]')].map(({ id }) => id.slice('edit-'.length));
    const lists = [...element.querySelectorAll('[data-field]')].map((list) =>
      list.getAttribute('data-field'),
    );
    const single = ids.filter((id) => /^[a-zA-Z]+(\.[a-zA-Z]+)?$/.test(id));
    return [...new Set([...single, ...lists].map(String))].sort();
  });
}

async function openCustomer(page: Page, text: string): Promise<void> {
  await find(page).fill(text);
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
}

describe('registering a customer', () => {
  it('by keyboard alone, online: the stored customer is shown with the number of the server', async () => {
    const { page } = window;
    await isSynced(page);
    await page.keyboard.press('Control+Alt+n');
    await newForm(page).waitFor();
    await page.keyboard.type('Nova');
    await newForm(page).getByLabel('Family name').fill('Keyboardian');
    await page.keyboard.press('Control+s');
    await newForm(page).getByText('Give at least an e-mail').waitFor();
    const add = newForm(page).getByRole('button', { name: 'Add e-mail' });
    await eventually(() => add.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await newForm(page).getByLabel('E-mail 1', { exact: true }).fill('nova@gmial.com');
    await newForm(page).getByText('Is nova@gmail.com meant?').waitFor();
    await newForm(page).getByLabel('E-mail 1', { exact: true }).fill('nova@keyboardian.example');
    await newForm(page).getByLabel('Date of birth: day').fill('29');
    await newForm(page).getByLabel('Date of birth: month').click();
    await page.getByRole('option', { name: 'February' }).click();
    await newForm(page).getByLabel('Date of birth: year, if known').fill('1983');
    await page.keyboard.press('Control+s');
    await newForm(page).getByText('There is no such day.').waitFor();
    await newForm(page).getByLabel('Date of birth: year, if known').fill('1984');
    await page.keyboard.press('Control+s');
    await heading(page, 'Nova Keyboardian').waitFor();
    await eventually(() => stored('Keyboardian')).toBeDefined();
    const customer = await stored('Keyboardian');
    expect(customer).toMatchObject({
      region: 'north',
      demographics: { birth: { year: 1984, month: 2, day: 29 } },
    });
    await page
      .getByText(customer?.number ?? '', { exact: true })
      .first()
      .waitFor();
    expect(customer?.temporaryNumber).toMatch(/^T-/);
    await find(page).fill(customer?.temporaryNumber ?? '');
    await page.getByRole('option', { name: /Keyboardian/ }).waitFor();
  });

  it('warns of who is here already, with the reason, and lets a household through', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'New customer', exact: true }).click();
    const warning = page.getByRole('status', { name: 'Possible duplicates' });
    await newForm(page).getByLabel('Given name').fill('Vera');
    await newForm(page).getByLabel('Family name').fill('Householder');
    await newForm(page).getByRole('button', { name: 'Add e-mail' }).click();
    await newForm(page).getByLabel('E-mail 1', { exact: true }).fill('NOVA@keyboardian.example');
    await warning.getByText('same e-mail').waitFor();
    await warning.getByText(/Nova Keyboardian/).waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await warning.getByRole('button', { name: /household/ }).click();
    await eventually(() => warning.textContent()).toBe('');
    await page.keyboard.press('Control+s');
    await heading(page, 'Vera Householder').waitFor();
    // In one notice: that of the customer before may still be there.
    await page
      .getByText(/Not known yet: Phones, Addresses, Date of birth/)
      .filter({ hasText: 'Set as on this computer: Language' })
      .waitFor();
    await eventually(() => stored('Householder')).toMatchObject({ emails: [{ shared: true }] });
  });

  it('begun and not saved survives a reload', async () => {
    const { page } = window;
    const begunAt = Date.now();
    await page.keyboard.press('Control+Alt+n');
    await keptOnDisk(page, begunAt);
    const typedAt = Date.now();
    await newForm(page).getByLabel('Family name').fill('Reloadson');
    await keptOnDisk(page, typedAt);
    await page.reload();
    await newForm(page).waitFor();
    await eventually(() => newForm(page).getByLabel('Family name').inputValue()).toBe('Reloadson');
    await newForm(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
  });

  it('from a name that nobody has, offline: with a temporary number, and once after the sync', async () => {
    const { page } = window;
    await setOffline(page, true);
    await find(page).fill('Ofelia Offlinova');
    await page.getByRole('button', { name: /Create customer/ }).click();
    expect(await newForm(page).getByLabel('Given name').inputValue()).toBe('Ofelia');
    await newForm(page).getByRole('button', { name: 'Add phone' }).click();
    await newForm(page).getByLabel('Phone 1', { exact: true }).fill('+44 20 7946 0456');
    await newForm(page).getByRole('button', { name: 'Register' }).click();
    await heading(page, 'Ofelia Offlinova').waitFor();
    await page
      .getByText(/^T-[0-9A-F]{4}-\d+$/)
      .first()
      .waitFor();
    await page.getByText('Waiting to be sent').first().waitFor();
    expect(await stored('Offlinova')).toBeUndefined();
    await setOffline(page, false);
    await isSynced(page);
    await eventually(() => stored('Offlinova')).toMatchObject({ phones: [{ e164: '+442079460456' }] });
    await page
      .getByText((await stored('Offlinova'))?.number ?? '', { exact: true })
      .first()
      .waitFor();
    const { rows } = await demo.pool.query(`SELECT id FROM customers WHERE doc->>'family' = 'Offlinova'`);
    expect(rows).toHaveLength(1);
  });

  it('by another system shows as a new sign-up, in the list and on the page', async () => {
    const { page } = window;
    const { clientId } = DEMO_CLIENT;
    const { accessToken } = await tokensOf({ issuer: demo.issuer, clientId, account: 'robin' });
    const customer = { given: 'Signe', family: 'Upton', emails: [{ address: 'signe@upton.example' }] };
    await fetch(`${demo.serverUrl}/v1/customers`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': 'upton',
      },
      body: JSON.stringify(customer),
    });
    await find(page).fill('Upton');
    const row = page.getByRole('option', { name: /Signe Upton/ });
    await row.getByText('New sign-up').waitFor();
    await row.click();
    await heading(page, 'Signe Upton').waitFor();
    await page.getByRole('tabpanel').getByText('New sign-up').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await picture(page, 'customer-sign-up');
  });

  it('takes every field that can be changed later, and no other', async () => {
    const { page } = window;
    await openCustomer(page, 'Keyboardian');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const later = await fieldsOf(page, 'Edit customer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Alt+n');
    const first = await fieldsOf(page, 'New customer');
    expect(first).toEqual(later);
    expect(first.length).toBeGreaterThan(30);
    await expect.poll(() => violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('changing a customer', () => {
  it('links a guest to their organisation, shown both ways, and keeps the e-mail of before', async () => {
    const { page } = window;
    await page.keyboard.press('Control+Alt+n');
    await newForm(page).getByRole('combobox', { name: 'Kind', exact: true }).click();
    await page.getByRole('option', { name: 'Organisation', exact: true }).click();
    await newForm(page).getByLabel('Organisation', { exact: true }).fill('Keyboard Works');
    await newForm(page).getByRole('button', { name: 'Add e-mail' }).click();
    await newForm(page).getByLabel('E-mail 1', { exact: true }).fill('info@works.example');
    await page.keyboard.press('Control+s');
    await heading(page, 'Keyboard Works').waitFor();
    await page.getByRole('region', { name: 'Contact persons' }).getByText('Nobody is linked').waitFor();
    await openCustomer(page, 'Householder');
    await heading(page, 'Vera Householder').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = editForm(page);
    await form.getByRole('combobox', { name: 'Registration' }).click();
    await page.getByRole('option', { name: 'Guest' }).click();
    await form.getByRole('combobox', { name: 'Belongs to' }).fill('keyboard works');
    await page.getByRole('option', { name: /^Keyboard Works · / }).click();
    await form.getByLabel('E-mail 1', { exact: true }).fill('vera@householder.example');
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Control+s');
    await page.locator('header').getByText('Guest', { exact: true }).waitFor();
    const points = page.getByRole('region', { name: 'Contact points' });
    // What the save changed is named, and marked where it stands.
    await page.getByText(/^Changed: .*E-mails.*\. It is being sent now\.$/u).waitFor();
    await points.locator('li[data-saved]', { hasText: 'vera@householder.example' }).waitFor();
    expect(await points.locator('[data-saved]').count()).toBe(1);
    await picture(page, 'customer-saved');
    await expect.poll(() => violations(page)).toEqual([]);
    await points.getByText(/Since .+ \(Customer said\)/u).waitFor();
    await points.getByRole('button', { name: 'Former e-mails and phones (1)' }).click();
    await points.getByText('NOVA@keyboardian.example').waitFor();
    await page.getByRole('button', { name: 'Open organisation Keyboard Works' }).click();
    await heading(page, 'Keyboard Works').waitFor();
    await page.getByRole('list', { name: 'Contact persons' }).getByText('Vera Householder').waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
  });

  it('gets a photo from a file, offline, and another one, and none; what is no picture is refused in words', async () => {
    const { page } = window;
    await setOffline(page, true);
    await openCustomer(page, 'Offlinova');
    await heading(page, 'Ofelia Offlinova').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = editForm(page);
    const choose = (name: string, buffer: Buffer) =>
      form.getByLabel('Photo file').setInputFiles({ name, mimeType: 'image/png', buffer });
    const png = await drawing(page, 'image/png');
    await choose('list.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await form.getByText('This file is no picture that can be used').waitFor();
    await choose('cut.png', png.subarray(0, png.length / 2));
    await form.getByText('This picture cannot be opened').waitFor();
    await choose('huge.png', Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]));
    await form.getByText('This picture is too big').waitFor();
    await choose('face.png', png);
    await form.getByRole('img', { name: 'The photo as it is kept' }).waitFor();
    await eventually(() => form.getByText('This picture is too big').count()).toBe(0);
    await form.getByRole('button', { name: 'Change photo' }).scrollIntoViewIfNeeded();
    await expect.poll(() => violations(page)).toEqual([]);
    await inBothSchemes(page, 'photo in the form');
    await page.keyboard.press('Control+s');
    const photo = page.locator('header img');
    await photo.waitFor();
    const width = () => photo.evaluate((img) => (img as HTMLImageElement).naturalWidth);
    await eventually(width).toBe(128);
    await photo.scrollIntoViewIfNeeded();
    await inBothSchemes(page, 'photo in the header');
    expect((await stored('Offlinova'))?.photo ?? '').toBe('');
    await setOffline(page, false);
    await isSynced(page);
    await eventually(async () => (await stored('Offlinova'))?.photo).toMatch(/^UklGR/);
    const first = (await stored('Offlinova'))?.photo ?? '';
    expect(first.length).toBeLessThan(16_384);

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await choose('face.jpg', await drawing(page, 'image/jpeg'));
    await form.getByText('Unsaved; kept on this computer').waitFor();
    await page.keyboard.press('Control+s');
    await eventually(async () => (await stored('Offlinova'))?.photo !== first).toBe(true);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await form.getByRole('button', { name: 'Remove photo' }).click();
    await page.keyboard.press('Control+s');
    await eventually(() => photo.count()).toBe(0);
    await page.locator('header').getByText('OO', { exact: true }).waitFor();
    await isSynced(page);
    const versions = page.getByRole('region', { name: 'Versions' });
    await versions.getByRole('button', { name: 'Show versions' }).click();
    await versions.getByText('another photo').waitFor();
    expect(await versions.textContent()).not.toContain('UklGR');
    expect(await versions.getByRole('button', { name: /^Go back/ }).count()).toBe(0);
    expect((await stored('Offlinova'))?.photo ?? '').toBe('');
  });

  it('shows in words what was verified long ago, and not what is fresh or never was', async () => {
    const { page } = window;
    const customer = await stored('Keyboardian');
    const [email] = customer?.emails ?? [];
    if (!customer || !email) throw new Error('Nobody has an e-mail.');
    const yearsAgo = (years: number) => new Date(Date.now() - years * 366 * 86_400_000).toISOString();
    const point = (label: string, at: string) => ({
      ...newEmail({ id: randomUUID(), address: `${label}@age.example`, label, primary: false }),
      verified: { at, by: 'Quinn', method: 'call' as const },
    });
    const ages = [point('fresh', yearsAgo(0)), point('ageing', yearsAgo(1)), point('old', yearsAgo(2))];
    await changeCustomer(demo.pool, customer.id, { emails: [email, ...ages] });
    await notifyChanged(demo.pool, 'customers');
    await openCustomer(page, 'Keyboardian');
    const row = (label: string) =>
      page
        .getByRole('list', { name: 'E-mails' })
        .getByRole('listitem')
        .filter({ hasText: `${label}@` });
    await heading(page, 'Nova Keyboardian').waitFor();
    await row('old').getByText('Verified over two years ago').waitFor();
    await row('ageing').getByText('Verified over a year ago').waitFor();
    expect(await row('fresh').getByText('Verified over').count()).toBe(0);
    expect(await row('nova').getByText('Verified over').count()).toBe(0);
  });

  it('shows how their account stands, once the system that keeps it told', async () => {
    const { page } = window;
    await openCustomer(page, 'Householder');
    await heading(page, 'Vera Householder').waitFor();
    const card = page.getByRole('region', { name: 'Account', exact: true });
    expect(await card.count()).toBe(0);
    const never = { lastLoginAt: null, lastFailedAt: null, passwordChangedAt: null };
    const account = { ...never, state: 'locked', passwordExpired: true, logonId: 'vera' } as const;
    const { id = '' } = (await stored('Householder')) ?? {};
    await changeCustomer(demo.pool, id, { account: { ...account, asOf: '2026-01-05T09:00:00.000Z' } });
    await notifyChanged(demo.pool, 'customers');
    await card.getByText(/^Locked.* · Password expired$/).waitFor();
    await card.getByText('vera', { exact: true }).waitFor();
    await card.getByText(/^As of /).waitFor();
    expect(await card.getByText('Not known', { exact: true }).count()).toBe(3);
    await expect.poll(() => violations(page)).toEqual([]);
  });

  it('moves an address: the former one is closed, and kept', async () => {
    const { page } = window;
    await openCustomer(page, 'Keyboardian');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = editForm(page);
    await form.getByRole('button', { name: 'Add address' }).click();
    await form.getByLabel('Street of address 1, line 1').fill('1 Old Street');
    await form.getByLabel('City of address 1').fill('London');
    await form.getByLabel('Postcode of address 1').fill('12345');
    await form.getByText('This does not look like a postcode').waitFor();
    await form.getByLabel('Postcode of address 1').fill('N1 9GU');
    await form.getByLabel('Job title').fill('Engineer');
    await page.keyboard.press('Control+s');
    const addresses = page.getByRole('region', { name: 'Addresses' });
    await addresses.getByText('1 Old Street').waitFor();
    await page.getByRole('region', { name: 'Details' }).getByText('Engineer').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await form.getByLabel('Street of address 1, line 1').fill('2 New Street');
    await form.getByLabel('Postcode of address 1').fill('N1 9');
    await page.keyboard.press('Control+s');
    await form.getByText('say why it is right').waitFor();
    const why = page.getByRole('combobox', { name: 'Why (needed to save)' });
    await eventually(() => why.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.press('Alt+4');
    expect(await why.inputValue()).toBe('Returned mail');
    await page.keyboard.press('Control+s');
    await addresses.getByText('2 New Street').waitFor();
    expect(await addresses.getByText('1 Old Street').count()).toBe(0);
    await addresses.getByRole('button', { name: 'Former addresses (1)' }).click();
    await addresses.getByText('1 Old Street').waitFor();
    await eventually(async () =>
      (await stored('Keyboardian'))?.addresses.map(({ closedAt }) => closedAt === null),
    ).toEqual([false, true]);
  });

  it('shows what waits and the versions, compares two, and goes back to one', async () => {
    const { page } = window;
    await isSynced(page);
    await setOffline(page, true);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await editForm(page).getByLabel('Given name').fill('Wrongly');
    await page.keyboard.press('Control+s');
    await heading(page, 'Wrongly Keyboardian').waitFor();
    const versions = page.getByRole('region', { name: 'Versions' });
    await versions.getByRole('button', { name: 'Show versions' }).click();
    await versions.getByText('Changed here and not sent yet').waitFor();
    await versions.getByText('Wrongly').waitFor();
    await setOffline(page, false);
    await versions.getByRole('list', { name: 'Versions' }).getByText('Version 4').waitFor();
    await eventually(() => versions.getByText('Changed here and not sent yet').count()).toBe(0);
    await versions.getByText('Returned mail').waitFor();
    await versions.getByLabel('Compare').selectOption('2');
    await versions.getByText('1 Old Street', { exact: false }).first().waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await versions.getByRole('button', { name: 'Go back to before version 4' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Why' }).fill('The wrong customer');
    await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await heading(page, 'Nova Keyboardian').waitFor();
    await versions.getByText('Put back to an older version by Quinn Abara').waitFor();
    expect(window.complaints).toEqual([]);
  });

  it('asks which address comes first once the primary one of several is taken out, by keyboard', async () => {
    const { page } = window;
    await page.keyboard.press('Control+Alt+n');
    const form = newForm(page);
    for (const at of [1, 2, 3]) {
      await form.getByRole('button', { name: 'Add address' }).click();
      await form.getByLabel(`Street of address ${at}, line 1`).fill(`${at} High Street`);
    }
    const taking = form.getByRole('button', { name: /^Remove address/ });
    await taking.first().focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Which address comes first now?' });
    await question.waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await taking.count()).toBe(3);
    await taking.first().click();
    await question.getByRole('button', { name: /3 High Street/ }).click();
    await eventually(() => taking.count()).toBe(2);
    expect(await form.getByRole('radio', { name: 'Primary address 2' }).isChecked()).toBe(true);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
  });

  it('is one of many: past twenty the oldest clean one is set aside, and comes back', async () => {
    const { page } = window;
    const more = page.getByRole('button', { name: /more open customers/ });
    for (const letter of 'aemslk') {
      await find(page).fill(letter);
      await page.locator('#customers-listbox').getByRole('option').nth(5).waitFor();
      for (let row = 0; row < 12 && (await more.count()) === 0; row += 1) {
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Control+Enter');
      }
    }
    const tabs = page.getByRole('tab');
    await more.waitFor();
    expect(await tabs.count()).toBe(20);
    await more.click();
    const item = page.getByRole('menuitem').first();
    const name = (await item.textContent()) ?? '';
    await item.click();
    await page.getByRole('tab', { name, selected: true }).waitFor();
    expect(await tabs.count()).toBe(20);
    await expect.poll(() => violations(page)).toEqual([]);
  });

  it('fits a narrow window', async () => {
    const { page } = window;
    await page.setViewportSize({ width: 480, height: 800 });
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await editForm(page).waitFor();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

/** A picture that a person could have drawn, wider than high, as a file. */
async function drawing(page: Page, type: 'image/png' | 'image/jpeg'): Promise<Buffer> {
  const letters = await page.evaluate(async (as) => {
    const canvas = new OffscreenCanvas(800, 600);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    const spot = (style: string, x: number, y: number, radius: number) => {
      context.fillStyle = style;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.fill();
    };
    context.fillStyle = as === 'image/png' ? '#246' : '#624';
    context.fillRect(0, 0, 800, 600);
    spot('#fc9', 400, 280, 180);
    spot('#123', 340, 240, 22);
    spot('#123', 460, 240, 22);
    spot('#a33', 400, 360, 40);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: as })).arrayBuffer());
    return String.fromCharCode(...bytes);
  }, type);
  return Buffer.from(letters, 'latin1');
}

/** For a person to look at, in `test-results/`. */
async function inBothSchemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name} ${colorScheme}`);
  }
}

async function setOffline(page: Page, offline: boolean): Promise<void> {
  await page.getByRole('button', { name: /^User menu/ }).click();
  const item = page.getByRole('menuitemcheckbox', { name: /offline/i });
  if ((await item.getAttribute('aria-checked')) !== `${offline}`) await item.click();
  await page.keyboard.press('Escape');
}

/** What was typed until then is in the page's own database, which keeps it a moment after the last keystroke. */
async function keptOnDisk(page: Page, typedAt: number): Promise<void> {
  const newest = () =>
    page.evaluate(async () => {
      const [{ name = '' } = {}] = await indexedDB.databases();
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      const rows = await new Promise<{ kind: string; savedAt: number }[]>((resolve) => {
        const request = database.transaction('records').objectStore('records').getAll();
        request.onsuccess = () => resolve(request.result);
      });
      database.close();
      return Math.max(...rows.filter(({ kind }) => kind === 'edit').map(({ savedAt }) => savedAt));
    });
  await eventually(newest).toBeGreaterThanOrEqual(typedAt);
}
