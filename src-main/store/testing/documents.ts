/** Documents of the real collections, for tests of the store as the product opens it. */
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { emptyProfile } from '#shared/customer/schema.ts';
import type { CommentDoc, CustomerDoc } from '../schemas.ts';

/** A name as a UUID, the same every time. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const NOW = '2026-05-01T08:00:00.000Z';

/** A customer as replication brings it. */
export function pulledCustomer(number: string): CustomerDoc {
  return {
    id: idOf(number),
    rev: 'server-1',
    mutationId: idOf(`mutation ${number}`),
    scope: ['north'],
    updatedAt: NOW,
    updatedBy: 'server',
    pendingSince: '',
    number,
    kind: 'person',
    status: 'active',
    flags: [],
    region: 'north',
    teamId: null,
    customerSince: '2020-01-01',
    timeZone: 'Europe/Berlin',
    externalId: null,
    prefix: '',
    given: '',
    family: `Family ${number}`,
    organisation: '',
    language: 'en',
    emails: [],
    phones: [],
    addresses: [],
    temporaryNumber: '',
    account: null,
    ...emptyProfile(),
  };
}

/** What a save on this desk changes. */
export function localChange(part: Partial<CustomerDoc>): Partial<CustomerDoc> {
  return { ...part, mutationId: uuidv7(), pendingSince: NOW, updatedAt: NOW, updatedBy: 'casey' };
}

/** A comment as this desk adds it. */
export function localComment(name: string, customerId: string): CommentDoc {
  const envelope = { rev: '', mutationId: uuidv7(), scope: ['north'], updatedAt: NOW, updatedBy: 'casey' };
  const author = { writtenAt: NOW, authorId: 'casey', authorName: 'Casey' };
  const plain = { kind: 'note', reasonCode: '', visibility: 'all', pinned: false } as const;
  const marks = { followUp: false, corrections: [] };
  const said = { customerId, text: name, ...author, ...plain, ...marks };
  return { id: idOf(name), ...envelope, pendingSince: NOW, ...said };
}
