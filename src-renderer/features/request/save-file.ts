/** Hands files to whoever sits here. What they save is theirs: Callbook keeps no copy and cannot erase theirs. */
import { api } from '#renderer/api/client.ts';
import type { RequestView } from '#shared/api/request.ts';
import { certificatePage } from '#shared/request/certificate.ts';

/** The signed certificate, and a page of it to print. */
export async function saveCertificate({ id, reference }: RequestView): Promise<void> {
  const certificate = await api.request.certificate({ id });
  saveText(`certificate-${reference}.json`, 'application/json', JSON.stringify(certificate));
  saveText(`certificate-${reference}.html`, 'text/html', certificatePage(certificate));
}

/** The person's data, to read and as JSON. */
export async function saveExport({ id, reference }: RequestView): Promise<void> {
  const { html, json } = await api.request.exported({ id });
  saveText(`export-${reference}.html`, 'text/html', html);
  saveText(`export-${reference}.json`, 'application/json', json);
}

/** Hands a text to whoever sits here, as a file of this name. */
export function saveText(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
