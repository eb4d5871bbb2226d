/** Dialogs over a customer, held to WCAG while they are open: preferences, and going back to an older version. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { violations } from '../support/accessible.ts';
import { picture } from '../support/desk-process.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setTheStage(/Quinn/, 40);
  page = stage.page;
  const { rows } = await stage.demo.pool.query(
    `SELECT number FROM customers WHERE region = 'north' AND doc->>'status' = 'active' AND doc->'flags' = '[]' ORDER BY number LIMIT 1`,
  );
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(rows[0].number);
  await page.getByRole('option', { name: new RegExp(rows[0].number) }).click();
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await stage?.close();
});

it('ask for preferences and known issues, and show them at a glance', async () => {
  await page.getByRole('button', { name: 'Change preferences' }).click();
  const dialog = page.getByRole('dialog', { name: /Preferences of/ });
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByLabel('Kind').last().selectOption('Style');
  await dialog.getByLabel('What', { exact: true }).last().fill('Formal');
  await dialog.getByRole('button', { name: 'Add known issue' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => violations(page)).toEqual([]);
  await dialog.getByLabel('What to know').last().fill('Hard of hearing: speak slowly');
  await dialog.getByLabel('How serious').last().selectOption('Critical');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('note', { name: 'Critical known issue' }).getByText('Hard of hearing').waitFor();
  await page.getByRole('list', { name: 'Preferences at a glance' }).waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
});

it('ask why before an older version is put back', async () => {
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByRole('button', { name: 'Show versions' }).click();
  await versions
    .getByRole('button', { name: /^Go back to before version/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /^Go back to version/ });
  await dialog.getByRole('combobox', { name: 'Why' }).waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  // Like none of the reasons that are offered, which would cover the buttons.
  await dialog.getByRole('combobox', { name: 'Why' }).fill('The wrong customer');
  await expect.poll(() => violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep it as it is' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(stage.window.complaints).toEqual([]);
});
