/**
 * Command-line switches with which a release build does not open the store: they let another program see or
 * steer it. Chromium acts on some before this runs, so this refuses to unlock rather than prevents
 * (PLATFORM 1.3.2). Pure.
 */
const FORBIDDEN = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'load-extension',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'host-resolver-rules',
  'host-rules',
  'proxy-server',
  'proxy-pac-url',
  'ssl-key-log-file',
  'log-net-log',
  'password-store',
  'user-data-dir',
  'disk-cache-dir',
  'renderer-cmd-prefix',
  'gpu-launcher',
  'utility-cmd-prefix',
];

/** The forbidden switches among the arguments, lower case, without their values. */
export function forbiddenSwitches(argv: readonly string[]): string[] {
  const names = argv
    .filter((argument) => argument.startsWith('-'))
    .map((argument) => argument.replace(/^-+/u, '').split('=')[0]?.toLowerCase() ?? '');
  return names.filter((name) => FORBIDDEN.includes(name));
}
