/** What says on opening a customer that something is to be done for them, and the way to it by keyboard. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { picture } from '../support/desk-process.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

const MANY = 10;

let stage: Stage;
let page: Page;
const find = () => page.getByRole('searchbox', { name: 'Find a customer' });
const line = (text: string) => page.getByRole('status').filter({ hasText: text });
const ticklers = () => page.getByRole('region', { name: 'Ticklers' });

beforeAll(async () => {
  stage = await setTheStage(/Casey/, 60);
  page = stage.page;
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await stage?.close();
});

async function openCustomer(number: string): Promise<void> {
  await find().fill(number);
  await page.getByRole('option', { name: new RegExp(number) }).click();
  await ticklers().getByRole('button', { name: 'New tickler' }).waitFor();
}

async function addTickler(text: string): Promise<void> {
  await ticklers().getByRole('button', { name: 'New tickler' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tickler' });
  await dialog.getByRole('textbox', { name: 'What is to be done' }).fill(text);
  await dialog.getByRole('button', { name: 'Save tickler' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

it('counts the open ticklers up to nine, takes no focus, and is worked by Alt+T', async () => {
  const { rows } = await stage.demo.pool.query(
    `SELECT number FROM customers WHERE region = 'north' AND doc->>'status' = 'active' ORDER BY number LIMIT 2`,
  );
  const [many, other] = rows.map(({ number }) => String(number));
  await openCustomer(many ?? '');
  for (let at = 1; at < MANY; at += 1) await addTickler(`Errand ${at}`);
  await line('9 open ticklers').waitFor();
  expect(await line('9+').count()).toBe(0);
  await addTickler(`Errand ${MANY}`);
  await line('9+ open ticklers').waitFor();

  await openCustomer(other ?? '');
  await expect.poll(() => line('open ticklers').count()).toBe(0);
  await openCustomer(many ?? '');
  await line('9+ open ticklers').waitFor();
  const holdsFocus = (root: ReturnType<typeof line>) =>
    root.evaluate((element) => element.contains(document.activeElement));
  expect(await holdsFocus(line('9+ open ticklers'))).toBe(false);
  expect(await holdsFocus(ticklers())).toBe(false);
  await page.keyboard.press('Alt+t');
  const section = page.locator(':focus').filter({ has: ticklers() });
  await section.waitFor();
  await page.keyboard.press('Tab');
  await expect.poll(() => holdsFocus(ticklers())).toBe(true);
});
