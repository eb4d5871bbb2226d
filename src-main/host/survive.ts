/**
 * A damaged page must not end the program, again and again: RxDB leaves some reads of its replication without anyone
 * who hears that they failed. The store's own errors are logged and survived, because the store tells its state by
 * itself; any other unheard rejection ends the program, as it would without this.
 */
import { errorCode, type Logger } from '../log.ts';
import { StoreError } from '../storage-sqlite/errors.ts';

/** For the process of a host, once. */
export function surviveStoreErrors(log: Logger): void {
  process.on('unhandledRejection', (reason) => {
    log.error('process.rejection', { code: errorCode(reason) });
    if (!(reason instanceof StoreError)) process.exit(1);
  });
}
