/** Plants one bad import for every boundary and wants the checker to name the rule it breaks. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** File, what it imports, and the rule that forbids it. */
const PLANTED: [file: string, imports: string, rule: string][] = [
  ['src-shared/a.ts', '../src-main/target.ts', 'shared-is-alone'],
  ['src-shared/b.ts', '../src-server/target.ts', 'shared-is-alone'],
  ['src-shared/c.ts', '../src-renderer/target.ts', 'shared-is-alone'],
  ['src-shared/d.ts', 'node:fs', 'shared-is-pure'],
  ['src-shared/e.ts', 'rxdb/plugins/core', 'shared-is-pure'],
  ['src-shared/f.ts', 'electron', 'shared-is-pure'],
  ['src-main/a.ts', '../src-renderer/target.ts', 'main-knows-shared'],
  ['src-main/b.ts', '../src-server/target.ts', 'main-knows-shared'],
  ['src-main/c.ts', 'electron', 'core-has-no-electron'],
  ['src-renderer/a.ts', '../src-main/target.ts', 'renderer-knows-shared'],
  ['src-renderer/b.ts', '../src-server/target.ts', 'renderer-knows-shared'],
  ['src-renderer/c.ts', 'node:fs', 'renderer-has-no-node'],
  ['src-renderer/d.ts', 'rxdb/plugins/core', 'renderer-has-no-node'],
  ['src-renderer/e.ts', 'electron', 'renderer-has-no-node'],
  ['src-renderer/features/one/a.ts', '../two/target.ts', 'features-are-apart'],
  ['src-server/a.ts', '../src-main/target.ts', 'server-knows-shared'],
  ['src-server/b.ts', '../src-renderer/target.ts', 'server-knows-shared'],
  ['src-server/c.ts', 'rxdb/plugins/core', 'server-has-no-desktop'],
  ['src-server/d.ts', './demo/target.ts', 'server-needs-no-demo'],
  ['src-main/e.ts', '#server/target.ts', 'main-knows-shared'],
];
const TARGETS = ['src-main', 'src-renderer', 'src-server', 'src-server/demo', 'src-renderer/features/two'];

let folder = '';
let violations: { from: string; rule: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbook-boundaries-'));
  for (const name of ['package.json', 'tsconfig.base.json', '.dependency-cruiser.mjs'])
    await cp(join(ROOT, name), join(folder, name));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const target of TARGETS) await plant(`${target}/target.ts`, 'export const target = 1;\n');
  for (const [file, imports] of PLANTED)
    await plant(file, `import * as planted from '${imports}';\nexport const kept = planted;\n`);
  violations = await cruise();
});
afterAll(() => rm(folder, { recursive: true }));

async function plant(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

async function cruise(): Promise<{ from: string; rule: string }[]> {
  const args = ['--output-type', 'json', 'src-shared', 'src-main', 'src-renderer', 'src-server'];
  const output = await new Promise<string>((resolve) => {
    execFile(
      join(ROOT, 'node_modules/.bin/depcruise'),
      args,
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => resolve(stdout),
    );
  });
  const report: { summary: { violations: { from: string; rule: { name: string } }[] } } = JSON.parse(output);
  return report.summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}

describe('the boundaries', () => {
  it.each(PLANTED)('%s may not import %s', (file, _imports, rule) => {
    expect(violations).toContainEqual({ from: file, rule });
  });

  it('finds nothing in files that break no rule', () => {
    expect(violations.filter(({ from }) => from.endsWith('target.ts'))).toEqual([]);
  });
});
