/** Customers that a telephone system asks to be shown. */
import { eventIterator } from '@orpc/contract';
import { ScreenPop } from '../search/screen-pop.ts';
import { procedure } from './errors.ts';

export const screenPopContract = {
  /** Emits what links ask for; one that came shortly before this window was there comes at once. Each comes once. */
  watch: procedure.output(eventIterator(ScreenPop)),
};
