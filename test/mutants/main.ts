/**
 * `npm run mutants [-- part of a name]`: is the suite itself any good? Builds each defect into a copy of the sources and
 * asks the tests. Prints which test noticed which; exits with 1 when one was not noticed.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Edit, LAST_RESORT, MUTANTS, type Mutant } from './mutants.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const print = (line: string) => process.stdout.write(`${line}\n`);

type Failed = {
  testResults: { assertionResults: { status: string; fullName: string }[]; message: string }[];
};

const wanted = process.argv[2] ?? '';
let unnoticed = 0;
print('| defect | noticed by |\n|---|---|');
for (const mutant of MUTANTS.filter(({ name }) => name.includes(wanted))) {
  const noticed = await ask(mutant);
  if (noticed === null) unnoticed += 1;
  print(`| ${mutant.name} | ${noticed ?? '**nobody**'} |`);
}
process.exit(unnoticed > 0 ? 1 : 0);

/** The first test that fails of those that should; null when none does. */
async function ask(mutant: Mutant): Promise<string | null> {
  const folder = await copyOfSources();
  try {
    for (const edit of mutant.edits) await change(folder, edit);
    for (const [project, file] of [...mutant.tests, LAST_RESORT]) {
      const failed = await firstFailed(folder, project, file);
      if (failed !== null) return `${failed} (${file})`;
    }
    return null;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function copyOfSources(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callbook-mutant-'));
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 1e8 });
  for (const path of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(ROOT, path), join(folder, path));
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Throws when the sources have moved on from what the mutant was written for. */
async function change(folder: string, { file, from, to }: Edit): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}

/** The name of the first test of the file that failed, or null. */
async function firstFailed(folder: string, project: string, file: string): Promise<string | null> {
  const report = join(folder, 'report.json');
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const args = [
    vitest,
    'run',
    '--project',
    project,
    file,
    '--bail=1',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const isFine = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }).then(
    () => true,
    () => false,
  );
  if (isFine) return null;
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Failed;
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return all.find(({ status }) => status === 'failed')?.fullName ?? 'the file could not be run';
}
