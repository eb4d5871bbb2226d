/**
 * What administrators ask of the server, and how it answers: `/v1/configuration…` over HTTPS, never from a desk's own
 * store. Each names the revision it was made on, so that nobody overwrites what they have not seen.
 */
import { z } from 'zod';
import { FieldIssue } from '../api/errors.ts';
import { ROLES } from '../permission/roles.ts';
import { ProfileCode } from '../profile/schema.ts';
import { Id } from '../sync/envelope.ts';
import { READINESS_POINTS } from './readiness.ts';
import { ATTRIBUTE_STATES, CONFIGURATION_KINDS, ConfigurationEntry } from './schema.ts';

/** `''` for an entry that there is not yet. */
const rev = z.string().max(40);

export const SaveEntry = z.object({ id: Id, rev, entry: ConfigurationEntry });
export type SaveEntry = z.infer<typeof SaveEntry>;

export const RemoveEntry = z.object({ id: Id, rev, kind: z.enum(CONFIGURATION_KINDS) });
export type RemoveEntry = z.infer<typeof RemoveEntry>;

/** An approver's word on a proposed attribute. */
export const JudgeAttribute = z.object({
  id: Id,
  rev,
  verdict: z.enum(['approved', 'refused']),
  comment: z.string().max(500),
});
export type JudgeAttribute = z.infer<typeof JudgeAttribute>;

/** A step in the life of an attribute. Approved is not among them: it follows from the approvals. */
export const StepAttribute = z.object({
  id: Id,
  rev,
  to: z.enum(ATTRIBUTE_STATES).exclude(['approved']),
});
export type StepAttribute = z.infer<typeof StepAttribute>;

/** Somebody who may be asked to approve an attribute. */
export const Approver = z.object({ sub: z.string(), name: z.string(), role: z.enum(ROLES) });
export type Approver = z.infer<typeof Approver>;

/** How many customers gave a response, and how many of those by the default left standing. */
export const ResponseCount = z.object({
  response: ProfileCode,
  customers: z.number().int(),
  defaulted: z.number().int(),
});
export type ResponseCount = z.infer<typeof ResponseCount>;

/** Each precondition of custom profiles, and whether it is met. */
export const Readiness = z.record(z.enum(READINESS_POINTS), z.boolean());
export type Readiness = z.infer<typeof Readiness>;

/**
 * `STALE`: it changed since. `ATTRIBUTE_IMMUTABLE`: key, type and class are final once active, and the definition stays; archive
 * it, define another key and copy the values instead. `WRONG_STATE`: not a step from where the attribute is.
 */
export const REFUSALS = [
  'INVALID',
  'STALE',
  'ATTRIBUTE_IMMUTABLE',
  'NOT_IN_EDITION',
  'WRONG_STATE',
  'FORBIDDEN',
  'NOT_FOUND',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export const RefusalBody = z.object({
  code: z.enum(REFUSALS),
  message: z.string(),
  issues: z.array(FieldIssue),
});
export type RefusalBody = z.infer<typeof RefusalBody>;
