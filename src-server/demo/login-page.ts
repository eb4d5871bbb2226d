/** The sign-in page of the demo: one button an account. Plain HTML without scripts; works without a network. */
import type { DemoAccount } from './accounts.ts';

const STYLE = `
  :root { color-scheme: light dark; --bg: #f5f6f8; --card: #fff; --ink: #16181d; --soft: #5c6370;
    --line: #e2e5ea; --accent: #3056d3; --tint: #eef2ff; }
  @media (prefers-color-scheme: dark) { :root { --bg: #101216; --card: #191c22; --ink: #eceef2;
    --soft: #9aa3b2; --line: #2a2f38; --accent: #8ea6ff; --tint: #20263a; } }
  * { box-sizing: border-box; margin: 0 }
  body { min-height: 100vh; display: grid; place-items: center; padding: 2rem 1rem; background: var(--bg);
    color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif }
  main { width: min(30rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 16px;
    padding: 2rem; box-shadow: 0 12px 40px rgb(0 0 0 / .08) }
  .mark { width: 40px; height: 40px; border-radius: 11px; background: var(--accent); color: var(--card);
    display: grid; place-items: center; font-weight: 700; font-size: 20px; margin-bottom: 1rem }
  h1 { font-size: 1.35rem; letter-spacing: -.01em }
  p { color: var(--soft); margin: .25rem 0 1.25rem }
  form { display: grid; gap: .5rem }
  button { display: flex; gap: .85rem; align-items: center; width: 100%; text-align: left; font: inherit;
    color: inherit; background: none; border: 1px solid var(--line); border-radius: 11px;
    padding: .65rem .8rem; cursor: pointer }
  button:hover { background: var(--tint); border-color: var(--accent) }
  button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  .face { flex: none; width: 36px; height: 36px; border-radius: 50%; background: var(--tint);
    color: var(--accent); display: grid; place-items: center; font-weight: 600; font-size: 13px }
  strong { display: block; font-weight: 600 }
  small { color: var(--soft); font-size: 13px }
  footer { color: var(--soft); font-size: 12.5px; margin-top: 1.25rem }`;

/** The page. `action` is the address that the chosen account is posted to. */
export function loginPage(accounts: readonly DemoAccount[], action: string): string {
  return page(
    'Sign in to Callbook',
    `<p>Choose who you are in this demo. No password is needed.</p>
    <form method="post" action="${escapeHtml(action)}">${accounts.map(button).join('')}</form>
    <footer>This page is part of the demo. Your organisation’s own sign-in stands here in production.</footer>`,
  );
}

/** A page that says one sentence. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escapeHtml(text)}</p>`);
}

function button({ sub, name, about }: DemoAccount): string {
  const initials = name
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
  return `<button type="submit" name="account" value="${escapeHtml(sub)}">
    <span class="face" aria-hidden="true">${escapeHtml(initials)}</span>
    <span><strong>${escapeHtml(name)}</strong><small>${escapeHtml(about)}</small></span></button>`;
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
    <style>${STYLE}</style></head><body><main><div class="mark" aria-hidden="true">C</div>
    <h1>${escapeHtml(title)}</h1>${content}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
