/** Work with, in a real Chromium: a data steward, a privacy officer and an administrator, on desks of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { type Demo, startDemo } from '#server/demo/start-demo.ts';
import { violations } from '../support/accessible.ts';
import {
  type DeskProcess,
  openDeskWindow,
  picture,
  signIn,
  startChromium,
  startDeskProcess,
} from '../support/desk-process.ts';

let folder: string;
let demo: Demo;
let browser: Browser;
const desks: DeskProcess[] = [];
let steward: Page;
let officer: Page;
let administrator: Page;

async function workWith(who: RegExp, tab: string): Promise<Page> {
  const desk = await startDeskProcess(join(folder, `desk-${desks.length}`), demo.serverUrl);
  desks.push(desk);
  const window = await openDeskWindow(browser, desk.link);
  const { page } = window;
  await signIn(window, who);
  await page.getByRole('button', { name: 'Work with' }).click();
  await page.getByRole('tab', { name: tab }).click();
  return page;
}

async function entryOf(kind: string, name: string): Promise<Record<string, unknown>> {
  const { rows } = await demo.pool.query('SELECT doc FROM configuration WHERE kind = $1 AND name = $2', [
    kind,
    name,
  ]);
  return rows[0]?.doc.entry;
}

const dialog = (page: Page) => page.getByRole('dialog');
const definition = (page: Page, label: string) => page.getByRole('region', { name: label });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-work-with-'));
  [demo, browser] = await Promise.all([
    startDemo({ folder: join(folder, 'server'), customers: 20, durable: false }),
    startChromium(),
  ]);
  steward = await workWith(/Devi/, 'Profile categories');
  officer = await workWith(/Noor/, 'Custom attributes');
  administrator = await workWith(/Jamie/, 'Controls');
});
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await picture(steward, `${task.name} steward`);
    await picture(officer, `${task.name} officer`);
    await picture(administrator, `${task.name} administrator`);
  });
});
afterAll(async () => {
  await browser?.close();
  for (const desk of desks) await desk.stop();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('work with profile categories', () => {
  it('defines a category with responses and one default, by keyboard', async () => {
    await steward.getByRole('button', { name: 'New category' }).focus();
    await steward.keyboard.press('Enter');
    await dialog(steward).getByLabel('Code', { exact: true }).waitFor();
    await steward.keyboard.type('pet');
    await steward.keyboard.press('Tab');
    await steward.keyboard.type('Pet at home');
    const add = dialog(steward).getByRole('button', { name: 'Add response' });
    for (const place of [1, 2]) {
      await add.focus();
      await steward.keyboard.press('Enter');
      await dialog(steward).getByLabel(`Code ${place}`, { exact: true }).focus();
      await steward.keyboard.type(place === 1 ? 'cat' : 'cat');
      await steward.keyboard.press('Tab');
      await steward.keyboard.type(place === 1 ? 'A cat' : 'A dog');
    }
    await steward.keyboard.press('Enter');
    await dialog(steward).getByText('This is in the list twice.').waitFor();
    await expect.poll(() => violations(steward)).toEqual([]);
    await dialog(steward).getByLabel('Code 2', { exact: true }).fill('dog');
    await dialog(steward).getByLabel('Response 1 is the default').click();
    await dialog(steward).getByLabel('Response 2 is the default').click();
    await dialog(steward).getByRole('button', { name: 'Save' }).click();
    await dialog(steward).waitFor({ state: 'hidden' });
    await steward.getByRole('cell', { name: 'Pet at home' }).waitFor();
    expect(await entryOf('category', 'PET')).toMatchObject({
      description: 'Pet at home',
      responses: [
        { code: 'CAT', isDefault: false },
        { code: 'DOG', isDefault: true },
      ],
    });
  });

  it('keeps its code, and is accessible as a list', async () => {
    await expect.poll(() => violations(steward)).toEqual([]);
    await steward.getByRole('button', { name: 'Open PET' }).click();
    expect(await dialog(steward).getByLabel('Code', { exact: true }).getAttribute('readonly')).not.toBeNull();
    await steward.keyboard.press('Escape');
    await dialog(steward).waitFor({ state: 'hidden' });
  });
});

describe('work with custom attributes', () => {
  it('goes from draft to active with the officer’s approval', async () => {
    await steward.getByRole('tab', { name: 'Custom attributes' }).click();
    await steward.getByRole('button', { name: 'New attribute' }).click();
    await dialog(steward).getByLabel('Key').fill('hat_size');
    await dialog(steward).getByLabel('Label', { exact: true }).fill('Hat size');
    await dialog(steward).getByRole('combobox', { name: 'Type' }).click();
    await steward.getByRole('option', { name: 'Whole number' }).click();
    await dialog(steward).getByRole('combobox', { name: 'Approvers' }).click();
    await steward.getByRole('option', { name: /Noor/ }).click();
    await dialog(steward).getByLabel('Labels in other languages').fill('de: Hutgröße');
    const trial = dialog(steward).getByRole('region', { name: 'Try it' });
    await dialog(steward).getByLabel('Largest').fill('70');
    await trial.getByLabel('Hat size').fill('71');
    await trial.getByText('This would not be saved.').waitFor();
    await trial.getByLabel('Hat size').fill('57');
    await trial.getByText('This would be saved.').waitFor();
    await expect.poll(() => violations(steward)).toEqual([]);
    await dialog(steward).getByRole('button', { name: 'Save' }).click();
    await definition(steward, 'Hat size').getByText('Draft').waitFor();
    await definition(steward, 'Hat size').getByRole('button', { name: 'Propose' }).click();
    await definition(steward, 'Hat size').getByText('Waits for Noor Haddad.').waitFor();
    await definition(officer, 'Hat size').getByLabel('Your comment').fill('For the hat shop');
    await expect.poll(() => violations(officer)).toEqual([]);
    await definition(officer, 'Hat size').getByRole('button', { name: 'Approve' }).click();
    await definition(steward, 'Hat size').getByText('Noor Haddad approved it').waitFor();
    await definition(steward, 'Hat size').getByRole('button', { name: 'Activate' }).click();
    await definition(steward, 'Hat size').getByText('Active', { exact: true }).waitFor();
    expect(await entryOf('attribute', 'hat_size')).toMatchObject({
      state: 'active',
      type: 'integer',
      labels: { de: 'Hutgröße' },
    });
  });

  it('offers neither another key or type nor deletion once it was active', async () => {
    await definition(steward, 'Hat size').getByRole('button', { name: 'Open' }).click();
    expect(await dialog(steward).getByLabel('Key').getAttribute('readonly')).not.toBeNull();
    expect(
      await dialog(steward).getByRole('combobox', { name: 'Type' }).getAttribute('readonly'),
    ).not.toBeNull();
    await expect.poll(() => violations(steward)).toEqual([]);
    await dialog(steward).getByRole('button', { name: 'Cancel' }).click();
    await dialog(steward).waitFor({ state: 'hidden' });
    expect(await definition(steward, 'Hat size').getByRole('button', { name: 'Delete' }).count()).toBe(0);
  });

  it('shows what is in place for custom profiles', async () => {
    const card = steward.getByRole('region', { name: 'Ready for custom profiles' });
    await card.getByText('In place').nth(3).waitFor();
    await card.getByRole('button', { name: 'Layouts' }).click();
    await steward.getByRole('button', { name: 'Save layout' }).waitFor();
    await steward.getByRole('tab', { name: 'Custom attributes' }).click();
    await card.getByRole('button', { name: 'Find a customer' }).click();
    await steward.getByRole('heading', { level: 1, name: 'Work with' }).waitFor({ state: 'hidden' });
    await steward.getByRole('button', { name: 'Work with' }).click();
  });
});

describe('work with codes and templates', () => {
  it('defines a template and the procedure of a tickler, by keyboard', async () => {
    await steward.getByRole('tab', { name: 'Codes and templates' }).click();
    await steward.getByLabel('Which codes').selectOption('Templates of notes');
    await steward.getByRole('button', { name: 'New template' }).focus();
    await steward.keyboard.press('Enter');
    await dialog(steward).getByLabel('Code').fill('delivery');
    await dialog(steward).getByLabel('Label').fill('Delivery');
    await steward.keyboard.press('Enter');
    await dialog(steward).getByText('This is needed to save.').waitFor();
    await expect.poll(() => violations(steward)).toEqual([]);
    await dialog(steward).getByLabel('Text').fill('Carrier:');
    await dialog(steward).getByLabel('Label').press('Enter');
    await steward.getByRole('button', { name: 'Open DELIVERY' }).waitFor();
    expect(await entryOf('reason', 'template DELIVERY')).toMatchObject({ text: 'Carrier:', active: true });
    await steward.getByLabel('Which codes').selectOption('Reasons of ticklers');
    await steward.getByRole('button', { name: 'Open REFUND' }).click();
    expect(await dialog(steward).getByLabel('Code').getAttribute('readonly')).not.toBeNull();
    await dialog(steward).getByLabel('What to do').fill('Up to 50 at once; else ask.');
    await dialog(steward).getByRole('button', { name: 'Save' }).click();
    await dialog(steward).waitFor({ state: 'hidden' });
    expect(await entryOf('reason', 'tickler REFUND')).toMatchObject({ text: 'Up to 50 at once; else ask.' });
    await picture(steward, 'codes and templates');
  });
});

describe('work with controls', () => {
  it('sets them by their types, and says which has no effect', async () => {
    const row = (code: string) => administrator.getByRole('region', { name: new RegExp(`^${code} `) });
    await row('L51').getByRole('switch').click();
    await row('L51').getByRole('button', { name: 'Save L51' }).click();
    await row('L51').getByText('This has no effect while L37 is not INTERACT.').waitFor();
    await row('H95').getByRole('textbox').fill('');
    await row('H95').getByRole('button', { name: 'Save H95' }).click();
    await row('H95').getByText('This is outside what is allowed here.').waitFor();
    await row('H95').getByRole('textbox').fill('Club number');
    await row('H95').getByRole('button', { name: 'Save H95' }).click();
    await row('H95')
      .getByText(/Set by jamie/)
      .waitFor();
    await expect.poll(() => violations(administrator)).toEqual([]);
    expect(await entryOf('control', 'L51')).toMatchObject({ value: true });
    expect(await entryOf('control', 'H95')).toMatchObject({ value: 'Club number' });
  });

  it('shows them to a steward, who may not set them', async () => {
    await steward.getByRole('tab', { name: 'Controls' }).click();
    await steward.getByRole('region', { name: /^K87 / }).waitFor();
    expect(await steward.getByRole('button', { name: /^Save / }).count()).toBe(0);
  });
});

describe('work with models', () => {
  it('defines what customers of a model have, and counts its versions', async () => {
    await steward.getByRole('tab', { name: 'Models' }).click();
    await steward.getByRole('button', { name: 'New model' }).click();
    await dialog(steward).getByLabel('Code', { exact: true }).fill('retail');
    await dialog(steward).getByLabel('Name', { exact: true }).fill('Retail');
    await dialog(steward).getByRole('combobox', { name: 'Custom attributes' }).click();
    await steward.getByRole('option', { name: 'Loyalty tier' }).click();
    await steward.keyboard.press('Escape');
    await dialog(steward).getByRole('checkbox', { name: 'New customers begin with it' }).check();
    await expect.poll(() => violations(steward)).toEqual([]);
    await dialog(steward).getByRole('button', { name: 'Save' }).click();
    await steward.getByText('Model Retail saved').waitFor();
    expect(await entryOf('model', 'RETAIL')).toMatchObject({ attributes: ['loyalty_tier'], version: 1 });
  });
});

describe('work with layouts', () => {
  it('keeps what is needed from being hidden, and relabels', async () => {
    await steward.getByRole('tab', { name: 'Layouts' }).click();
    await steward.getByLabel('Family name is hidden').click();
    await steward.getByRole('button', { name: 'Save layout' }).click();
    await steward.getByText('This is needed to save, so it cannot be hidden.').waitFor();
    await expect.poll(() => violations(steward)).toEqual([]);
    await steward.getByLabel('Family name is hidden').click();
    await steward.getByLabel('Label of Family name').fill('Surname');
    await steward.getByLabel('Hat size is hidden').click();
    await steward.getByLabel('Label of Job title').fill('Occupation');
    await steward.getByLabel('Place of Suffix').fill('-1');
    await steward.getByRole('button', { name: 'Languages of Given name' }).click();
    await steward.getByRole('textbox', { name: 'Given name in other languages' }).fill('en: First name');
    await steward.keyboard.press('Escape');
    await steward.getByLabel('Phones are plain text').click();
    await steward.getByRole('button', { name: 'Save layout' }).click();
    await steward.getByText('Layout saved').waitFor();
    expect(await entryOf('layout', '*')).toMatchObject({
      fields: expect.arrayContaining([
        expect.objectContaining({ path: 'family', label: 'Surname' }),
        expect.objectContaining({ path: 'given', labels: { en: 'First name' } }),
        expect.objectContaining({ path: 'phones', asText: true }),
      ]),
    });
  });
});

describe('the form of a customer', () => {
  it('is shown as the layout says', async () => {
    await steward.getByRole('searchbox', { name: 'Find a customer' }).fill('C-100002');
    await steward.getByRole('option').first().click();
    await steward.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = steward.getByRole('form', { name: 'Edit customer' });
    await form.getByLabel('Surname').waitFor();
    expect(await form.getByLabel('Family name').count()).toBe(0);
    await form.getByLabel('First name').waitFor();
    await form.getByLabel('Shoe size').waitFor();
    expect(await form.getByLabel('Hat size').count()).toBe(0);
    const labels = await form.locator('label').allTextContents();
    expect(labels.indexOf('Suffix')).toBeLessThan(labels.indexOf('Kind'));
    await form.getByLabel('Occupation').fill('Hatter');
    await steward.keyboard.press('Control+s');
    await steward.getByRole('region', { name: 'Details' }).getByText('Occupation').waitFor();
    const points = steward.getByRole('region', { name: 'Contact points' });
    await points
      .getByRole('button', { name: /^Copy phone/ })
      .first()
      .waitFor();
    expect(await points.getByRole('button', { name: /^Call / }).count()).toBe(0);
    await steward.keyboard.press('Control+Alt+n');
    const fresh = steward.getByRole('form', { name: 'New customer' });
    expect(await fresh.getByRole('combobox', { name: 'Profile model' }).inputValue()).toBe('Retail');
    await fresh.getByLabel('Occupation').waitFor();
    expect(await fresh.getByLabel('Shoe size').count()).toBe(0);
    await expect.poll(() => violations(steward)).toEqual([]);
    await fresh.getByRole('button', { name: 'Cancel' }).click();
    await steward.getByRole('button', { name: 'Work with' }).click();
    await steward.getByRole('tab', { name: 'Layouts' }).click();
  });
});

describe('the page of a customer', () => {
  const HIDDEN = ['Shoe size', 'Job title', 'Given name', 'Language', 'Time zone', 'Addresses'];
  const card = (name: string) => steward.getByRole('region', { name, exact: true });
  const find = async () => {
    await steward.getByRole('searchbox', { name: 'Find a customer' }).fill('C-100002');
    await steward.getByRole('option').first().click();
  };
  const cityOnServer = async (): Promise<string> => {
    const { rows } = await demo.pool.query(
      `SELECT doc->'addresses'->0->>'city' AS city FROM customers WHERE number = 'C-100002'`,
    );
    return rows[0].city;
  };

  it('shows what the layout shows, in the header, the cards and the versions', async () => {
    await find();
    await steward.getByRole('button', { name: 'Edit', exact: true }).click();
    const form = steward.getByRole('form', { name: 'Edit customer' });
    await form.getByLabel('First name').fill('Ottilie');
    await form.getByLabel('Shoe size').fill('44');
    await form.getByRole('combobox', { name: 'Language' }).fill('French');
    await steward.getByRole('option', { name: 'French', exact: true }).click();
    await steward.keyboard.press('Control+s');
    await card('Profile').getByText('Shoe size').waitFor();
    await card('Addresses').waitFor();
    await steward.getByRole('option', { name: await cityOnServer() }).waitFor();
    await steward.getByText(/^Speaks /).waitFor();
    await steward.getByText(/their time$/).waitFor();
    await steward.getByRole('heading', { level: 1, name: /Ottilie/ }).waitFor();
    await card('Versions').getByRole('button', { name: 'Show versions' }).click();
    await card('Versions').getByText('Hatter').waitFor();
    await card('Versions').getByText('44', { exact: true }).waitFor();
  });

  it('leaves out what the layout hides', async () => {
    await steward.getByRole('button', { name: 'Work with' }).click();
    await steward.getByRole('tab', { name: 'Layouts' }).click();
    for (const name of HIDDEN) await steward.getByLabel(`${name} is hidden`).click();
    await steward.getByRole('button', { name: 'Save layout' }).click();
    await expect
      .poll(() => entryOf('layout', '*'))
      .toMatchObject({
        fields: expect.arrayContaining([expect.objectContaining({ path: 'addresses', hidden: true })]),
      });
    await find();
    await card('Contact points').waitFor();
    await card('Addresses').waitFor({ state: 'hidden' });
    await steward.getByRole('option', { name: /C-100002/ }).waitFor();
    expect(await steward.getByRole('option', { name: await cityOnServer() }).count()).toBe(0);
    await card('Versions').getByRole('button', { name: 'Show versions' }).click();
    await card('Versions').getByText('Nothing that is shown here.').first().waitFor();
    for (const hidden of [/Shoe size/, /^44$/, /Occupation/, /Hatter/, /^Speaks /, /their time$/]) {
      expect(await steward.getByText(hidden).count()).toBe(0);
    }
    expect(await card('Versions').getByText('Ottilie').count()).toBe(0);
    expect(await steward.getByRole('heading', { level: 1 }).textContent()).not.toContain('Ottilie');
    expect(await steward.getByRole('tab', { name: /Ottilie/ }).count()).toBe(0);
    await steward.getByRole('button', { name: 'Work with' }).click();
    await steward.getByRole('tab', { name: 'Layouts' }).click();
  });
});

describe('without a connection', () => {
  it('is read, says why it cannot be changed, and has its buttons off', async () => {
    await demo.stopServer();
    await steward.getByText('Changing it needs one').waitFor();
    await steward.getByRole('tab', { name: 'Profile categories' }).click();
    expect(await steward.getByRole('button', { name: 'New category' }).isDisabled()).toBe(true);
    await steward.getByRole('cell', { name: 'Pet at home' }).waitFor();
    await expect.poll(() => violations(steward)).toEqual([]);
    await steward.getByRole('tab', { name: 'Custom attributes' }).click();
    await steward
      .getByRole('region', { name: 'Ready for custom profiles' })
      .getByText('In place')
      .nth(3)
      .waitFor();
  });
});
