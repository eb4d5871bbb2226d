/** Between the documents of the wire and those of the local store. Everything from the wire is checked here. */
import type { WithDeleted } from 'rxdb/plugins/core';
import { compactCustomer } from '#shared/customer/compact.ts';
import { emptyProfile } from '#shared/customer/schema.ts';
import type { CollectionName } from '#shared/sync/collections.ts';
import type { Envelope } from '#shared/sync/envelope.ts';
import { WIRE_DOCUMENTS } from '#shared/sync/protocol.ts';
import type { Pending } from '../store/schemas.ts';

type Replicated = Envelope & Pending;

/** The stored form of a document of the wire, or null when it is not one (it is left out, and counted). */
export function toLocal(collection: CollectionName, document: unknown): WithDeleted<Replicated> | null {
  const parsed = WIRE_DOCUMENTS[collection].safeParse(document);
  if (!parsed.success) return null;
  const data = 'demographics' in parsed.data ? compactCustomer(parsed.data) : parsed.data;
  return { ...data, pendingSince: '', _deleted: false };
}

const NO_ONE = '00000000-0000-4000-8000-000000000000';
const NEVER = '1970-01-01T00:00:00.000Z';
const ENVELOPE = {
  rev: '',
  mutationId: NO_ONE,
  scope: [],
  updatedAt: NEVER,
  updatedBy: '',
  pendingSince: '',
};
/** Empty values for every field, so that a tombstone overwrites what was there: RxDB keeps a tombstone's fields. */
const EMPTY: Record<CollectionName, object> = {
  teams: { name: '', region: '' },
  comments: {
    customerId: NO_ONE,
    text: '',
    writtenAt: NEVER,
    authorId: '',
    authorName: '',
    kind: 'note',
    reasonCode: '',
    visibility: 'all',
    pinned: false,
  },
  customers: {
    number: '',
    kind: 'person',
    status: 'inactive',
    flags: [],
    region: '',
    teamId: null,
    customerSince: '',
    timeZone: '',
    externalId: null,
    prefix: '',
    given: '',
    family: '',
    organisation: '',
    language: '',
    emails: [],
    phones: [],
    addresses: [],
    temporaryNumber: '',
    account: null,
    partnerAccounts: [],
    ...emptyProfile(),
  },
  configuration: { entry: null },
  requests: {
    customerId: NO_ONE,
    payload: { kind: 'scrubbed', was: 'forget', regime: null, receivedAt: null },
    createdAt: NEVER,
    createdBy: '',
    createdByName: '',
    expiresAt: null,
    state: 'cancelled',
    stage: '',
    outcome: '',
    reference: '',
    dueAt: null,
    scheduledFor: null,
    arrivedAt: null,
    approvedByName: '',
    holdUntil: null,
    endedAt: null,
    desks: null,
  },
  contacts: {
    customerId: NO_ONE,
    channel: 'call',
    direction: 'inbound',
    startedAt: NEVER,
    endedAt: null,
    wrappedUpAt: null,
    wrapUpCode: '',
    notes: '',
    corrections: [],
    authorId: '',
    authorName: '',
  },
  ticklers: {
    customerId: NO_ONE,
    relatedTo: null,
    reasonCode: '',
    priority: 1,
    text: '',
    remindAt: NEVER,
    assigneeId: '',
    assigneeName: '',
    teamId: null,
    status: 'resolved',
    resolution: '',
    reopens: '',
    createdBy: '',
    createdAt: NEVER,
    actions: [],
  },
  orders: {
    customerId: NO_ONE,
    type: 'order',
    number: '',
    status: '',
    placedAt: NEVER,
    validUntil: null,
    orderNumber: '',
    reason: '',
    currency: '',
    total: '0',
    lines: [],
    shipTo: '',
    sourceSystem: '',
    asOf: NEVER,
  },
  changes: {
    customerId: NO_ONE,
    version: 0,
    kind: 'changed',
    madeAt: NEVER,
    at: NEVER,
    actorId: '',
    actorName: '',
    why: '',
    channel: '',
    offline: false,
    device: '',
    controls: {},
    ofMutation: NO_ONE,
    fields: [],
  },
};

/** The tombstone of a document that is no longer this desk's, without anything of what it held. */
export function goneDocument(collection: CollectionName, id: string, rev = ''): WithDeleted<Replicated> {
  return { ...ENVELOPE, ...EMPTY[collection], id, rev, _deleted: true };
}
