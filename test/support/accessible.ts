/** What axe finds on a page against WCAG 2.2 A and AA, in both schemes. */
import axe from 'axe-core';
import type { Page } from 'playwright';

/** Each violation as scheme, rule and place, in the page or in a part of it; empty when there are none. */
export async function violations(page: Page, part = ':root'): Promise<string[]> {
  const all: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(axe.source);
    const found = await page.evaluate(check, part);
    all.push(...found.map((one) => `${colorScheme} ${one}`));
  }
  return all;
}

/** Runs in the page. */
async function check(part: string): Promise<string[]> {
  const checker = Reflect.get(globalThis, 'axe') as typeof axe;
  const { violations: found } = await checker.run(part, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // Experimental in axe: it takes the avatar's initials, hidden from assistive technology, for a label.
    rules: { 'label-content-name-mismatch': { enabled: false } },
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}
