/** A hook that ends the process in the middle of the transaction that purges. */
import type { StoreHooks } from '../hooks.ts';

export const hooks: StoreHooks = {
  onPurge: () => {
    process.kill(process.pid, 'SIGKILL');
  },
};
