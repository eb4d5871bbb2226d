/**
 * The wire protocol between a desk and the backend. Plain JSON over HTTPS.
 *
 *   POST /sync/v1/:collection/pull   PullRequest  → PullResponse
 *   POST /sync/v1/:collection/push   PushRequest  → PushResponse
 *   GET  /sync/v1/poke               server-sent events, each `PokeEvent`: names a collection, never data
 *   GET  /sync/v1/expected           Expected
 *   POST /sync/v1/erased             ErasedRequest → ErasedAnswer
 *   GET  /v1/me                      Me
 *
 * HTTP status for the whole request: 200 process; 401 token; 409 `mustRefetch`; 413 too large; 426 client too
 * old; 429/503 with Retry-After. What happens to one row of a push is always a row result, never a status.
 */
import { z } from 'zod';
import { Change, ChangeNote } from '../changes/schema.ts';
import { Comment } from '../comment/schema.ts';
import { Configuration } from '../configuration/schema.ts';
import { Contact, Tickler } from '../contact/schema.ts';
import { Customer } from '../customer/schema.ts';
import { Order } from '../order/schema.ts';
import { ServiceRequest } from '../request/schema.ts';
import { Team } from '../team/schema.ts';
import { COLLECTIONS } from './collections.ts';
import { Id } from './envelope.ts';

/** Raised whenever the meaning or shape of anything on the wire changes; pinned by hash in a test. */
export const PROTOCOL_VERSION = 2;
export const MIN_PROTOCOL_VERSION = 1;

export const MAX_PULL_ROWS = 1000;
export const MAX_PUSH_ROWS = 100;
export const MAX_BODY_BYTES = 1024 * 1024;

export const CollectionName = z.enum(COLLECTIONS);

/**
 * A place in the feed: epoch, transaction id and sequence, in that order. `xid` and `seq` are decimal strings
 * of 64-bit integers. Opaque to the desk, which stores and returns it unchanged.
 */
export const Checkpoint = z.object({
  epoch: Id,
  xid: z.string().regex(/^\d{1,20}$/),
  seq: z.string().regex(/^\d{1,19}$/),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

export const PullRequest = z.object({
  protocol: z.number().int(),
  clientId: Id,
  checkpoint: Checkpoint.nullable(),
  limit: z.number().int().min(1).max(MAX_PULL_ROWS),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** A row that is no longer this desk's: it left the user's scope, was deleted, or its person was forgotten. */
export const Gone = z.object({
  id: Id,
  rev: z.string(),
  reason: z.enum(['outOfScope', 'deleted', 'erased']),
});
export type Gone = z.infer<typeof Gone>;

export const PullResponse = z.object({
  /** Documents of the collection, each in its newest state, oldest change first. */
  documents: z.array(z.unknown()),
  gone: z.array(Gone),
  checkpoint: Checkpoint.nullable(),
  /** True while more rows are ready after `checkpoint`. */
  more: z.boolean(),
});
export type PullResponse = z.infer<typeof PullResponse>;

/** How many documents of each collection the user may hold; for an estimate, and for nothing else. */
export const Expected = z.partialRecord(CollectionName, z.number().int().min(0));
export type Expected = z.infer<typeof Expected>;

/**
 * Customers of whom a desk keeps something though it may hold them no more, and those of them who were forgotten: the feed tells
 * a desk of nobody outside its scope. Servers of before have no such place; a push is answered the same way there.
 */
export const MAX_ERASED_IDS = 1000;
export const ErasedRequest = z.object({ ids: z.array(Id).max(MAX_ERASED_IDS) });
export const ErasedAnswer = z.object({ erased: z.array(Id) });

export const PushRow = z.object({
  mutationId: Id,
  /** The state the edit was made on; null for a new document. */
  base: z.object({ rev: z.string(), mutationId: Id }).nullable(),
  doc: z.record(z.string(), z.unknown()),
  /** For the version that the change makes; none from a desk of version 1. */
  note: ChangeNote.optional(),
});
export type PushRow = z.infer<typeof PushRow>;

export const PushRequest = z.object({
  protocol: z.number().int(),
  clientId: Id,
  rows: z.array(PushRow).min(1).max(MAX_PUSH_ROWS),
});
export type PushRequest = z.infer<typeof PushRequest>;

export const PUSH_STATUSES = [
  'applied',
  'duplicate',
  'conflict',
  'rejected',
  'erased',
  'outOfScope',
] as const;

export const REJECT_CODES = [
  'invalid',
  'forbidden',
  'restricted',
  'unknownParent',
  'immutable',
  'idTaken',
  'tooLarge',
] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

export const FieldError = z.object({ path: z.string(), code: z.string() });
export type FieldError = z.infer<typeof FieldError>;

export const PushResult = z.object({
  mutationId: Id,
  status: z.enum(PUSH_STATUSES),
  /** For applied and duplicate: the revision the effect got. */
  rev: z.string().optional(),
  /**
   * The server's document after this row, masked like a pull, so that the desk holds exactly what stands and never
   * assumes an effect; null when there is none in the user's scope.
   */
  master: z.record(z.string(), z.unknown()).nullish(),
  code: z.enum(REJECT_CODES).optional(),
  fieldErrors: z.array(FieldError).optional(),
});
export type PushResult = z.infer<typeof PushResult>;

/** One result a row, in the order of the rows. */
export const PushResponse = z.object({ results: z.array(PushResult) });
export type PushResponse = z.infer<typeof PushResponse>;

export const PokeEvent = z.object({ collection: CollectionName });
export type PokeEvent = z.infer<typeof PokeEvent>;

export const WIRE_ERROR_CODES = [
  'unauthorized',
  'forbidden',
  'mustRefetch',
  'tooLarge',
  'updateNeeded',
  'tooManyRequests',
  'unavailable',
  'invalid',
  'notFound',
  'erased',
  'internal',
] as const;
/** The body of every answer that is not 2xx. */
export const WireError = z.object({ code: z.enum(WIRE_ERROR_CODES), message: z.string() });
export type WireError = z.infer<typeof WireError>;

/** The document schema of each collection as it travels. */
export const WIRE_DOCUMENTS = {
  teams: Team,
  configuration: Configuration,
  customers: Customer,
  requests: ServiceRequest,
  comments: Comment,
  contacts: Contact,
  ticklers: Tickler,
  orders: Order,
  changes: Change,
} as const;
