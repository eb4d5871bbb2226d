/** What administrators define: read from the store of this desk, written on the server while there is a connection. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  Approver,
  JudgeAttribute,
  Readiness,
  RemoveEntry,
  SaveEntry,
  StepAttribute,
} from '../configuration/commands.ts';
import { ConfigurationEntry } from '../configuration/schema.ts';
import { Id } from '../sync/envelope.ts';
import { procedure } from './errors.ts';

export const ConfigurationItem = z.object({ id: Id, rev: z.string(), entry: ConfigurationEntry });
export type ConfigurationItem = z.infer<typeof ConfigurationItem>;

export const configurationContract = {
  /** Emits everything that is defined, at once and after every change that arrives. Works offline. */
  watch: procedure.output(eventIterator(z.array(ConfigurationItem))),
  /** The rest needs a connection and throws OFFLINE without one. What was written arrives by sync. */
  save: procedure.input(SaveEntry).output(z.void()),
  remove: procedure.input(RemoveEntry).output(z.void()),
  judge: procedure.input(JudgeAttribute).output(z.void()),
  step: procedure.input(StepAttribute).output(z.void()),
  approvers: procedure.output(z.array(Approver)),
  readiness: procedure.output(Readiness),
};
