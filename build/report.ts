/**
 * What one run of Vitest came to, written to the file that `CALLBOOK_REPORT` names: how many tests passed, and each failure
 * with its reason. Errors outside a test are failures too; the JSON reporter of Vitest leaves those out.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

export type Failure = { name: string; reasons: string[] };
export type Report = { passed: number; failures: Failure[] };

export default class ReportFile implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const report: Report = {
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failures: [
        ...tests.filter((test) => test.result().state !== 'passed').map(ofTest),
        ...modules.filter((module) => module.errors().length > 0).map(ofModule),
        ...unhandled.map((error) => ({ name: 'outside a test', reasons: [reason(error)] })),
      ],
    };
    writeFileSync(process.env.CALLBOOK_REPORT ?? 'report.json', JSON.stringify(report));
  }
}

/** A test that did not run counts as failed: nothing is skipped here. */
function ofTest(test: TestCase): Failure {
  const { state, errors = [] } = test.result();
  const reasons = errors.length > 0 ? errors.map(reason) : [state];
  return { name: `${test.module.relativeModuleId} > ${test.fullName}`, reasons };
}

function ofModule(module: TestModule): Failure {
  return { name: module.relativeModuleId, reasons: module.errors().map(reason) };
}

function reason({ message, stack }: { message: string; stack?: string }): string {
  const [first = ''] = (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'));
  return `${message}\n${first}`.trim();
}
