/** What a person sees of a customer of whom their role does not read everything. */
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { violations } from '../support/accessible.ts';
import { picture } from '../support/desk-process.ts';
import { type Stage, setTheStage } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setTheStage(/Toni/, 60);
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(stage.page, task.name));
});
afterAll(() => stage?.close());

it('is told what is not shown to an auditor, and nothing of it is in the page', async () => {
  const { page, demo } = stage;
  const { rows } = await demo.pool.query(
    `SELECT doc->>'number' AS number, doc->'emails'->0->>'address' AS email FROM customers
     WHERE doc->>'status' = 'active' AND jsonb_array_length(doc->'emails') > 0
       AND jsonb_array_length(doc->'phones') > 0 ORDER BY number LIMIT 1`,
  );
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill(rows[0].number);
  await page.getByRole('listbox', { name: 'Customers' }).getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const note = page.getByText(/^Not shown to your role, and not on this computer: /);
  await note.waitFor();
  expect(await note.textContent()).toMatch(/E-mails?.*Phones?.*Addresses/);
  expect(await page.locator('body').innerText()).not.toContain(rows[0].email);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'a customer as an auditor sees them');
});
