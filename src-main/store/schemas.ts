/**
 * The RxDB schemas of the local store. Their text never changes: RxDB refuses a store whose schema reads otherwise.
 * What documents hold is said by the Zod schemas of src-shared; here only the key and the indexes matter. `pendingSince` is the desk's own: '' when the server has confirmed the
 * document, else when its oldest unconfirmed change was made; its index counts what waits without a scan.
 */
import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { AttentionItem, RefusedRegistration } from '#shared/api/sync.ts';
import type { Change, Unsent } from '#shared/changes/schema.ts';
import type { Comment } from '#shared/comment/schema.ts';
import type { Configuration } from '#shared/configuration/schema.ts';
import type { Contact, Tickler } from '#shared/contact/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Order } from '#shared/order/schema.ts';
import type { ServiceRequest } from '#shared/request/schema.ts';
import type { Team } from '#shared/team/schema.ts';

export type Pending = { pendingSince: string };
/** `unsent`: what the changes that wait are, beside the document that has them in it already; never leaves the desk. */
export type CustomerDoc = Customer & Pending & { unsent?: Unsent };
export type CommentDoc = Comment & Pending;
export type TeamDoc = Team & Pending;
export type ConfigurationDoc = Configuration & Pending;
export type ContactDoc = Contact & Pending;
export type TicklerDoc = Tickler & Pending;
export type OrderDoc = Order & Pending;
export type ChangeDoc = Change & Pending;
export type RequestDoc = ServiceRequest & Pending;
/** `collectionName`: an RxDocument has a `collection` of its own, which a field of that name cannot replace. */
type AttentionField = Omit<AttentionItem['fields'][number], 'path'> & {
  path?: string;
  /** My value as it was; none where I had removed it. */
  value?: unknown;
};
export type AttentionDoc = Omit<
  AttentionItem,
  'customerName' | 'collection' | 'fields' | 'theirsBy' | 'registration'
> & {
  collectionName: AttentionItem['collection'];
  fields: AttentionField[];
  registration?: RefusedRegistration;
};
/** Small facts of this store: tokens, the user, the id of this desk. */
export type SettingDoc = { id: string; value: string };

const id = { type: 'string', maxLength: 36 } as const;
const text = { type: 'string' } as const;
const list = { type: 'array' } as const;
const instant = { type: 'string', maxLength: 30 } as const;

const envelope = {
  id,
  rev: { type: 'string', maxLength: 40 },
  mutationId: id,
  scope: list,
  updatedAt: { type: 'string', maxLength: 30 },
  updatedBy: text,
  pendingSince: { type: 'string', maxLength: 30 },
} as const;
const ENVELOPE_FIELDS = [
  'id',
  'rev',
  'mutationId',
  'scope',
  'updatedAt',
  'updatedBy',
  'pendingSince',
] as const;

export const teamSchema: RxJsonSchema<TeamDoc> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: { ...envelope, name: text, region: text },
  required: [...ENVELOPE_FIELDS],
};

export const customerSchema = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    ...envelope,
    number: text,
    kind: text,
    status: text,
    flags: list,
    region: text,
    teamId: { type: ['string', 'null'] },
    customerSince: text,
    timeZone: text,
    externalId: { type: ['string', 'null'] },
    prefix: text,
    given: text,
    family: text,
    organisation: text,
    language: text,
    emails: list,
    phones: list,
    addresses: list,
  },
  required: [...ENVELOPE_FIELDS],
  indexes: ['pendingSince'],
} as unknown as RxJsonSchema<CustomerDoc>;

export const commentSchema = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    ...envelope,
    customerId: id,
    text,
    writtenAt: { type: 'string', maxLength: 30 },
    authorId: text,
    authorName: text,
  },
  required: [...ENVELOPE_FIELDS, 'customerId', 'writtenAt'],
  indexes: ['pendingSince', ['customerId', 'writtenAt']],
} as unknown as RxJsonSchema<CommentDoc>;

const NO_INDEX: string[][] = [];

export const configurationSchema = replicatedSchema<ConfigurationDoc>({}, NO_INDEX);
export const contactSchema = replicatedSchema<ContactDoc>(
  { customerId: id, startedAt: instant, authorId: { type: 'string', maxLength: 80 } },
  [['pendingSince'], ['customerId', 'startedAt'], ['authorId', 'startedAt']],
);
export const ticklerSchema = replicatedSchema<TicklerDoc>(
  { customerId: id, remindAt: instant, status: { type: 'string', maxLength: 20 } },
  [['pendingSince'], ['customerId', 'remindAt'], ['status', 'remindAt']],
);
export const orderSchema = replicatedSchema<OrderDoc>({ customerId: id, placedAt: instant }, [
  ['customerId', 'placedAt'],
]);
export const changeSchema = replicatedSchema<ChangeDoc>({ customerId: id, at: instant }, [
  ['customerId', 'at'],
]);

export const requestSchema = replicatedSchema<RequestDoc>({ customerId: id, createdAt: instant }, [
  ['pendingSince'],
  ['customerId', 'createdAt'],
]);

/** A schema that names what is indexed: Zod knows the rest, so that a new field needs no migration of the store. */
function replicatedSchema<T>(indexed: Record<string, object>, indexes: string[][]): RxJsonSchema<T> {
  return {
    version: 0,
    type: 'object',
    primaryKey: 'id',
    properties: { ...envelope, ...indexed },
    required: [...ENVELOPE_FIELDS, ...Object.keys(indexed)],
    indexes,
  } as unknown as RxJsonSchema<T>;
}

export const attentionSchema = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id,
    collectionName: text,
    documentId: text,
    customerId: { type: ['string', 'null'] },
    at: { type: 'string', maxLength: 30 },
    reason: text,
    fields: list,
  },
  required: ['id', 'at'],
  indexes: ['at'],
} as unknown as RxJsonSchema<AttentionDoc>;

export const settingSchema: RxJsonSchema<SettingDoc> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: { id: { type: 'string', maxLength: 40 }, value: text },
  required: ['id', 'value'],
};
