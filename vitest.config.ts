import { defineConfig } from 'vitest/config';
import { COMPILE_CACHE_ENV } from './build/compile-cache.ts';

// Also where a test is run by itself.
Object.assign(process.env, COMPILE_CACHE_ENV);

/** A condition that does not come true is a failure, however busy the machine is; one second is no limit for that. */
const expect = { poll: { timeout: 90_000 } };
const node = {
  environment: 'node' as const,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  retry: 0,
  expect,
};

/** One project a kind of test; `build/test.ts` runs them in order and adds up what they say. */
export default defineConfig({
  test: {
    onUnhandledError: (error) => !isVanishedAttachment(error),
    projects: [
      { test: { ...node, name: 'unit', include: ['src-*/**/*.test.ts', 'test/unit/**/*.test.ts'] } },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
        },
      },
      {
        test: {
          ...node,
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          ...node,
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 1_200_000,
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 400_000,
        },
      },
    ],
  },
});

/**
 * RxDB's replication suite rethrows every error of a replication. One of its tests deletes an attachment while a pull that
 * has read the document asks for it: that pull is refused and tried again, as it should be, and the test goes on.
 */
function isVanishedAttachment(error: object): boolean {
  const { code, parameters } = error as { code?: string; parameters?: { errors?: { message?: string }[] } };
  const messages = parameters?.errors?.map(({ message = '' }) => message) ?? [];
  return code === 'RC_PULL' && messages.some((message) => message.includes('attachment does not exist'));
}
