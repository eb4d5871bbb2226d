/**
 * The RxDB schemas of the local store. `pendingSince` is the desk's own: '' when the server has confirmed the
 * document, else when its oldest unconfirmed change was made; its index counts what waits without a scan.
 */
import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { AttentionItem } from '#shared/api/sync.ts';
import type { Comment } from '#shared/comment/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import type { Team } from '#shared/team/schema.ts';

export type Pending = { pendingSince: string };
export type CustomerDoc = Customer & Pending;
export type CommentDoc = Comment & Pending;
export type TeamDoc = Team & Pending;
/** `collectionName`: an RxDocument has a `collection` of its own, which a field of that name cannot replace. */
export type AttentionDoc = Omit<AttentionItem, 'customerName' | 'collection'> & {
  collectionName: AttentionItem['collection'];
};
/** Small facts of this store: tokens, the user, the id of this desk. */
export type SettingDoc = { id: string; value: string };

const id = { type: 'string', maxLength: 36 } as const;
const text = { type: 'string' } as const;
const list = { type: 'array' } as const;

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

export const customerSchema: RxJsonSchema<CustomerDoc> = {
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
};

export const commentSchema: RxJsonSchema<CommentDoc> = {
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
};

export const attentionSchema: RxJsonSchema<AttentionDoc> = {
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
};

export const settingSchema: RxJsonSchema<SettingDoc> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: { id: { type: 'string', maxLength: 40 }, value: text },
  required: ['id', 'value'],
};
