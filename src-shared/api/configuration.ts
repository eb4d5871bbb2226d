/** What administrators define: read from the store of this desk, written on the server while there is a connection. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  Approver,
  JudgeAttribute,
  Readiness,
  RemoveEntry,
  ResponseCount,
  SaveEntry,
  StepAttribute,
} from '../configuration/commands.ts';
import { ConfigurationEntry } from '../configuration/schema.ts';
import { ProfileCode } from '../profile/schema.ts';
import { Id, Instant } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const ConfigurationItem = z.object({
  id: Id,
  rev: z.string(),
  /** Who wrote it last, by subject, and when. */
  updatedBy: z.string(),
  updatedAt: Instant,
  entry: ConfigurationEntry,
});
export type ConfigurationItem = z.infer<typeof ConfigurationItem>;

export const configurationContract = {
  /** Emits everything that is defined, at once and after every change that arrives. Works offline. */
  watch: procedure.output(eventIterator(z.array(ConfigurationItem))),
  /**
   * The rest needs a connection and throws OFFLINE without one. A command returns when what was written has arrived here
   * by sync, or shortly after it was written where that takes longer.
   */
  save: procedure.input(SaveEntry).output(z.void()),
  remove: procedure.input(RemoveEntry).output(z.void()),
  judge: procedure.input(JudgeAttribute).output(z.void()),
  step: procedure.input(StepAttribute).output(z.void()),
  approvers: procedure.output(z.array(Approver)),
  readiness: procedure.output(Readiness),
  /** How the customers in the user's scope answered a category. */
  statistic: procedure.input(z.object({ category: ProfileCode })).output(z.array(ResponseCount)),
};
