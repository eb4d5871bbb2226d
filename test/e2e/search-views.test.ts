/** Searches that a team keeps: shared by a supervisor, taken up by a representative, offline too, and taken away again. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { violations } from '../support/accessible.ts';
import {
  type DeskProcess,
  type DeskWindow,
  openDeskWindow,
  picture,
  signIn,
  startDeskProcess,
} from '../support/desk-process.ts';
import { choose, closeFilter, closeKept, openFilter, openKept } from '../support/search-page.ts';
import { isSynced, type Stage, setOffline, setTheStage } from '../support/stage.ts';

let stage: Stage;
let desk: DeskProcess;
let casey: DeskWindow;
beforeAll(async () => {
  stage = await setTheStage(/Alex/, 120);
  desk = await startDeskProcess(join(stage.folder, 'casey'), stage.demo.serverUrl);
  casey = await openDeskWindow(stage.browser, desk.link, { colorScheme: 'dark' });
  await signIn(casey, /Casey/);
  await isSynced(casey.page);
});
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await picture(stage.page, `${task.name} supervisor`);
    await picture(casey.page, `${task.name} representative`);
  });
});
afterAll(async () => {
  await desk?.stop();
  await stage?.close();
});

const heading = (page: Page) => page.getByRole('status', { name: 'Number of results' });
const named = (page: Page) => page.getByRole('textbox', { name: 'Name of this search' });

it('is shared by a supervisor, without the text in the box', async () => {
  const { page } = stage;
  await openKept(page);
  await named(page).waitFor({ state: 'detached' });
  await closeKept(page);
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill('an');
  await openKept(page);
  await named(page).fill('Sleeping');
  await page.getByText('A team keeps filters').waitFor();
  expect(await page.getByRole('button', { name: 'Share', exact: true }).isDisabled()).toBe(true);
  await closeKept(page);
  await openFilter(page);
  await choose(page, 'Status', 'Inactive');
  await closeFilter(page);
  await expect.poll(() => violations(page)).toEqual([]);
  await openKept(page);
  await named(page).fill('Sleeping');
  await page.getByText('Shared without the text in the box.').waitFor();
  await expect.poll(() => violations(page)).toEqual([]);
  await picture(page, 'team view to share');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Sleeping Team', exact: true }).waitFor();
  await picture(page, 'team view shared');
});

it('is taken up by a representative, who cannot change it, also offline', async () => {
  const { page } = casey;
  await openKept(page);
  await page.getByRole('button', { name: 'Sleeping Team', exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Stop sharing Sleeping' }).count()).toBe(0);
  await picture(page, 'team view of a representative');
  await closeKept(page);
  await setOffline(page, true);
  await openKept(page);
  await page.getByRole('button', { name: 'Sleeping Team', exact: true }).click();
  await expect.poll(() => heading(page).textContent()).toMatch(/result/);
  await page.getByRole('button', { name: 'Filter, 1 chosen' }).waitFor();
  expect(await page.getByRole('searchbox', { name: 'Find a customer' }).inputValue()).toBe('');
  await openKept(page);
  await named(page).waitFor();
  expect(await page.getByRole('button', { name: 'Share', exact: true }).count()).toBe(0);
  await closeKept(page);
  await setOffline(page, false);
});

it('is gone from every desk when it is no longer shared', async () => {
  await stage.page.getByRole('button', { name: 'Stop sharing Sleeping' }).click();
  await stage.page.getByRole('button', { name: 'Sleeping Team', exact: true }).waitFor({ state: 'detached' });
  await isSynced(casey.page);
  await openKept(casey.page);
  await casey.page.getByRole('button', { name: 'Sleeping Team', exact: true }).waitFor({ state: 'detached' });
  await casey.page.getByText('No search is kept yet').waitFor();
});
