/** Attachments of a row on their way to the store: bytes beside the document, stubs inside it. */
import type { BulkWriteRow, RxAttachmentWriteData } from 'rxdb';
import type { WireAttachment, WireAttachments } from './wire.ts';

type Document<T> = BulkWriteRow<T>['document'];
type Entry<A> = [id: string, attachment: A];

/** The document with each attachment's data left out. */
export function withStubs<T>(document: Document<T>): object {
  const entries = Object.entries(document._attachments);
  const stubs = entries.map(([id, { length, type, digest }]) => [id, { length, type, digest }]);
  return { ...document, _attachments: Object.fromEntries(stubs) };
}

/** What the store has to do about the attachments of a row. */
export async function attachmentsOf<T>({ document, previous }: BulkWriteRow<T>): Promise<WireAttachments> {
  const entries = Object.entries(document._attachments);
  const before = previous?._attachments ?? {};
  return {
    insertable: entries.every(([, attachment]) => 'data' in attachment),
    updatable: entries.every(([id, attachment]) => 'data' in attachment || id in before),
    keep: entries.map(([id]) => id),
    put: await Promise.all(withData(entries).map(bytesOf)),
  };
}

function withData(entries: Entry<object>[]): Entry<RxAttachmentWriteData>[] {
  return entries.filter((entry): entry is Entry<RxAttachmentWriteData> => 'data' in entry[1]);
}

async function bytesOf([id, { digest, type, data }]: Entry<RxAttachmentWriteData>): Promise<WireAttachment> {
  return { id, digest, type, data: new Uint8Array(await data.arrayBuffer()) };
}
