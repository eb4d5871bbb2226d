/** What a telephone system asks to be shown. Pure. */
import { z } from 'zod';

export const ScreenPop = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), from: z.string() }),
  z.object({ kind: z.literal('customer'), number: z.string() }),
]);
export type ScreenPop = z.infer<typeof ScreenPop>;

/** The text to look for. */
export function textOfPop(pop: ScreenPop): string {
  return pop.kind === 'call' ? pop.from : pop.number;
}
