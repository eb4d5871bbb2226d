/**
 * `npm test`: everything there is to check, in the order of what fails fastest. The last line it prints is
 * `N passed, N failed`; it exits with 1 when anything failed.
 */
import { ensureChromium } from './chromium.ts';
import { findElectron } from './electron-runtime.ts';
import { type Counts, check, tests } from './steps.ts';

const PROCESSES = [
  'src-shared',
  'src-main',
  'src-main/tsconfig.preload.json',
  'src-renderer',
  'src-server',
  'test',
];
const print = (line: string) => process.stdout.write(`${line}\n`);

const STEPS: [name: string, run: () => Promise<Counts>][] = [
  ...PROCESSES.map((project): [string, () => Promise<Counts>] => [
    `types of ${project}`,
    () => check('tsc', ['-p', project]),
  ]),
  ['lint and format', () => check('biome', ['ci', '--error-on-warnings', '.'])],
  ['boundaries', () => check('depcruise', ['src-shared', 'src-main', 'src-renderer', 'src-server'])],
  ['unused code', () => check('knip', [])],
  ['build', () => check('electronVite', ['build'])],
  ['unit tests', () => tests('unit')],
  ['integration tests', () => tests('integration')],
  ['simulation', () => tests('simulation')],
  ['end-to-end tests', endToEnd],
  ['fault tests', () => tests('fault')],
];

const total: Counts = { passed: 0, failures: [] };
const wanted = process.argv.slice(2);
for (const [name, run] of STEPS) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  print(`\n── ${name}`);
  const since = performance.now();
  const { passed, failures } = await run();
  total.passed += passed;
  total.failures.push(...failures);
  const seconds = ((performance.now() - since) / 1000).toFixed(0);
  print(`── ${name}: ${passed} passed, ${failures.length} failed (${seconds} s)`);
}
// Once more at the end, because of a long log often only the end is kept.
for (const { name, reasons } of total.failures) print(`\nFAILED ${name}\n${reasons.join('\n')}`);
print('');
print(`${total.passed} passed, ${total.failures.length} failed`);
process.exit(total.failures.length > 0 ? 1 : 0);

async function endToEnd(): Promise<Counts> {
  const chromium = await ensureChromium(print);
  if (!chromium) return { passed: 0, failures: [{ name: 'end-to-end tests', reasons: ['no Chromium'] }] };
  process.env.CALLBOOK_CHROMIUM = chromium;
  const electron = await findElectron();
  if (!electron) print('NOT RUN: no Electron runtime');
  return tests('e2e', electron ? [] : ['--exclude', '**/electron.test.ts']);
}
