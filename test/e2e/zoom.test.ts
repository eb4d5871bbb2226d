/**
 * The desk at 200 % on a small laptop, 1280 by 800: the walk of the user guide, where nothing may be cut off sideways (WCAG 1.4.10).
 */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { takeRepresentative, takeSteward } from '../screenshots/guide.ts';
import {
  type DeskProcess,
  openDeskWindow,
  picture,
  signIn,
  startDeskProcess,
} from '../support/desk-process.ts';
import { isSynced, type Stage, setTheStage } from '../support/stage.ts';

const ZOOMED = { width: 640, height: 400 };

let stage: Stage;
let second: DeskProcess | undefined;
let page: Page;
beforeAll(async () => {
  stage = await setTheStage(/Quinn/, 60, ZOOMED);
  page = stage.page;
});
beforeEach(({ task }) => {
  onTestFailed(() => picture(page, task.name));
});
afterAll(async () => {
  await second?.stop();
  await stage?.close();
});

/** What is wider than the window, as selectors of a person who looks for it; a table may scroll by itself. */
function tooWide(): string[] {
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll/u.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter((element) => {
      const { right, left, width } = element.getBoundingClientRect();
      const isCut = width > 0 && (right > window.innerWidth + 1 || left < -1);
      return isCut && getComputedStyle(element).visibility !== 'hidden' && !scrolls(element.parentElement);
    })
    .map(
      (element) =>
        `${element.tagName.toLowerCase()} ${element.className} ${element.textContent?.slice(0, 40)}`,
    );
}

async function look(at: Page, name: string): Promise<void> {
  await picture(at, `zoomed ${name}`);
  expect(await at.evaluate(tooWide), name).toEqual([]);
}

it('shows a representative everything of their morning', async () => {
  await look(page, 'find');
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill('C-1000');
  await page.getByRole('option').nth(1).waitFor();
  await look(page, 'results');
  await page.getByRole('option').nth(1).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
  await look(page, 'customer');
  await takeRepresentative(page, look);
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await look(page, 'edit');
  await page.getByRole('form', { name: 'Edit customer' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Requests/ }).click();
  await look(page, 'requests');
  await page.getByRole('button', { name: /Sync centre/ }).click();
  await look(page, 'sync centre');
});

it('shows a data steward what they define', async () => {
  second = await startDeskProcess(join(stage.folder, 'second'), stage.demo.serverUrl);
  const window = await openDeskWindow(stage.browser, second.link, ZOOMED);
  await signIn(window, /Devi/);
  page = window.page;
  await isSynced(page);
  await takeSteward(page, look);
  for (const tab of ['Models', 'Controls', 'Layouts']) {
    await page.getByRole('tab', { name: tab }).click();
    await look(page, tab);
  }
});
