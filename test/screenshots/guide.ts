/** The pictures of the user guide: what a representative does in a morning, and what a data steward defines. */
import type { Page } from 'playwright';

export type Take = (page: Page, name: string) => Promise<void>;

/** From an open customer, signed in as a senior representative. */
export async function takeRepresentative(page: Page, take: Take): Promise<void> {
  await takeForget(page, take);
  await takePreferences(page, take);
  await takeCall(page, take);
  await takeTicklers(page, take);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await takeCreate(page, take);
  await takeVersions(page, take);
  await page.keyboard.press('Alt+p');
  await page.getByRole('button', { name: 'OK' }).waitFor();
  await take(page, 'guide-drawer');
}

/** From a fresh sign-in as a data steward. */
export async function takeSteward(page: Page, take: Take): Promise<void> {
  await page.getByRole('button', { name: 'Work with' }).click();
  await page.getByRole('row', { name: /AGE/ }).waitFor();
  await take(page, 'guide-categories');
  await page.getByRole('tab', { name: /attributes/i }).click();
  await take(page, 'guide-attributes');
}

async function takeForget(page: Page, take: Take): Promise<void> {
  await page.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: /Forget the customer/ }).click();
  const dialog = page.getByRole('dialog', { name: /Forget the customer/ });
  await dialog.getByText('Erased everywhere').waitFor();
  await take(page, 'guide-forget');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function takePreferences(page: Page, take: Take): Promise<void> {
  await page.getByRole('button', { name: 'Change preferences' }).click();
  const dialog = page.getByRole('dialog', { name: /Preferences of/ });
  await dialog.getByRole('button', { name: 'Add preference' }).click();
  await dialog.getByRole('button', { name: 'Add known issue' }).click();
  await dialog.getByLabel('What to know').fill('Hard of hearing: speak slowly');
  await dialog.getByLabel('How serious').selectOption('Critical');
  await take(page, 'guide-preferences');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function takeCall(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /notes/i }).fill('Asks when the invoice of May comes.');
  await page.keyboard.press('Control+Enter');
  const code = page.getByRole('combobox', { name: 'How it ended' });
  await code.waitFor();
  await take(page, 'guide-call');
  await code.selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Wrap up' }).click();
}

async function takeTicklers(page: Page, take: Take): Promise<void> {
  await page.getByRole('button', { name: 'New tickler' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tickler' });
  await dialog.getByRole('textbox', { name: 'What is to be done' }).fill('Send the invoice of May again');
  await dialog.getByRole('combobox', { name: 'For' }).selectOption('me');
  await dialog.getByRole('button', { name: 'Save tickler' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^My ticklers/ }).click();
  await page.getByRole('list', { name: 'My ticklers' }).waitFor();
  await take(page, 'guide-ticklers');
}

async function takeCreate(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('Control+Alt+n');
  const form = page.getByRole('form', { name: 'New customer' });
  await form.getByLabel('Given name').fill('Vera');
  await form.getByLabel('Family name').fill('Keyboardian');
  await form.getByRole('button', { name: 'Add e-mail' }).click();
  await form.getByLabel('E-mail 1', { exact: true }).fill('vera@keyboardian.example');
  await take(page, 'guide-create');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Vera Keyboardian' }).waitFor();
}

async function takeVersions(page: Page, take: Take): Promise<void> {
  await page
    .getByRole('status', { name: 'Sync state' })
    .getByText(/Synced/)
    .waitFor();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('form', { name: 'Edit customer' }).getByLabel('Given name').fill('Veronika');
  await page.keyboard.press('Control+s');
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByRole('button', { name: 'Show versions' }).click();
  await versions.getByRole('list', { name: 'Versions' }).getByText('Version 2').waitFor();
  await versions.scrollIntoViewIfNeeded();
  await take(page, 'guide-versions');
}
