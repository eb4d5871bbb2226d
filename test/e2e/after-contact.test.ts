/** What comes after a contact, in a real Chromium as a supervisor: correcting it, and those that say not how they ended. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { violations } from '../support/accessible.ts';
import { picture } from '../support/desk-process.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setTheStage(/Alex/, 60);
  ({ page } = stage);
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill('C-1000');
  await page.getByRole('option').filter({ hasText: 'Active' }).first().click();
  await page.getByRole('button', { name: 'Start contact' }).waitFor();
});
afterAll(() => stage?.close());

it('keeps what a contact said before it was put right, by keyboard', async () => {
  onTestFailed(() => picture(page, 'correct a contact'));
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Enter');
  await page.getByLabel('Notes of the contact').fill('Asked for the invoice');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Wrap up' }).click();
  await page.getByText('Wrap up again to leave it without one.').waitFor();
  await page.getByRole('button', { name: 'Wrap up' }).click();
  await page.getByRole('button', { name: 'Correct' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Corrected notes').fill('Asked for the invoice of May');
  await expect.poll(() => violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save correction' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Asked for the invoice of May').waitFor();
  await page.getByText('Corrected', { exact: true }).click();
  await page.getByText(/^Until .*: Asked for the invoice$/).waitFor();
});

it('offers what a comment may be only when asked, and adds a template', async () => {
  onTestFailed(() => picture(page, 'options of a comment'));
  expect(await page.getByRole('combobox', { name: 'Kind of comment' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Options', exact: true }).click();
  await page.getByRole('combobox', { name: 'Add a template' }).selectOption('Complaint');
  const written = page.getByRole('textbox', { name: 'Comment' });
  await expect.poll(() => written.inputValue()).toContain('What the customer wants:');
});

it('tells a supervisor which contacts say nothing of how they ended', async () => {
  onTestFailed(() => picture(page, 'contacts without a code'));
  await page
    .getByRole('button', { name: /ticklers/i })
    .first()
    .click();
  await page.getByRole('button', { name: 'Show everybody’s' }).click();
  const report = page.getByRole('region', { name: /Contacts without a code/ });
  // The contact is on the server once it was sent; until then the report is asked for again.
  await expect
    .poll(async () => {
      await report.getByRole('button', { name: 'Look again' }).click();
      return report.getByText('wrapped up without a code').count();
    })
    .toBe(1);
  await expect.poll(() => violations(page)).toEqual([]);
  await page.setViewportSize({ width: 640, height: 450 });
  const isTooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(await isTooWide()).toBe(false);
});
