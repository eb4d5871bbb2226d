/** What end-to-end tests of finding do with the list: each step waits until the page is ready for the next. */
import type { Page } from 'playwright';
import { expect } from 'vitest';

const filter = (page: Page) => page.getByRole('dialog').filter({ hasText: 'Customer since' });

/** Opens the filter; the focus is in it, so that nothing takes it away from the field that is chosen next. */
export async function openFilter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Filter/ }).click();
  await expect.poll(() => filter(page).evaluate((form) => form.contains(document.activeElement))).toBe(true);
}

/** Chooses in a field of the open filter. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await filter(page).getByRole('combobox', { name: label, exact: true }).press('ArrowDown');
  await filter(page).getByRole('option', { name: option, exact: true }).click();
}

/** Closes the filter; it is gone when this returns, and takes no key any more. */
export async function closeFilter(page: Page): Promise<void> {
  await filter(page).getByRole('button', { name: 'Done' }).click();
  await filter(page).waitFor({ state: 'detached' });
}

/** Takes all conditions out. */
export async function clearFilter(page: Page): Promise<void> {
  await openFilter(page);
  await filter(page).getByRole('button', { name: 'Clear', exact: true }).click();
  await closeFilter(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).waitFor();
}

/** Opens the list of kept searches. */
export async function openKept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kept searches' }).click();
  await page.getByRole('dialog', { name: 'Kept searches' }).waitFor();
}

/** Closes it again. */
export async function closeKept(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Kept searches' }).waitFor({ state: 'detached' });
}
