/**
 * What no page may do, for every session and every page there will ever be (Electron's security tutorial, items
 * 4, 5, 11 to 15): permissions are denied unless listed, navigation stays on our origin, no window opens another.
 */
import type { App, Session, WebContents } from 'electron';
import { isOrderPage } from '#shared/order/link.ts';
import { APP_HOST, APP_SCHEME } from './app-protocol.ts';

/** The only thing a page of ours may ask for: to copy text that was selected. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

export function isAllowedPermission(permission: string): boolean {
  return ALLOWED_PERMISSIONS.includes(permission);
}

export type HardenedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'on'
>;

/** Denies all permissions, devices and capture of a session, and downloads of all but what a page of ours has made. */
export function hardenSession(session: HardenedSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(isAllowedPermission(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    if (!isOurFile(item.getURL())) event.preventDefault();
  });
}

/** True for an address of our own page. Compared by parts: `app://callbook.evil/` is not ours. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}

/** True for what a page of ours put together itself, such as a certificate: the person says where it goes. */
export function isOurFile(address: string): boolean {
  return address.startsWith('blob:') && isOurPage(address.slice('blob:'.length));
}

/**
 * True for an address that the system's dialler or mail program may be given: a bare number, or one address without
 * subject, text or copies. Anything else could start any program that has registered a scheme.
 */
export function isReach(address: string): boolean {
  return /^tel:\+?\d{2,20}$/u.test(address) || /^mailto:[^\s?&,;"<>]{3,300}$/u.test(address);
}

/** Guards every page that is made from now on. `reach` hands an address to the system: only `isReach` ones and pages of orders come. */
export function guardContents(app: Pick<App, 'on'>, reach: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, reach));
}

function guard(contents: WebContents, reach: (address: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (isOrderPage(url)) reach(url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
    if (isReach(event.url)) reach(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
}
