/**
 * The certificate of an erasure: what was erased, what was kept and why, and which desks have confirmed. Nothing in it is of
 * the person. Pure: the page to print is text in, text out.
 */
import { z } from 'zod';
import { REGIMES } from './schema.ts';

/** What an erasure does not reach, said on every certificate. */
export const CERTIFICATE_LIMITS = ['backups', 'savedExports', 'diskHistory'] as const;

export const CertificateBody = z.object({
  version: z.literal(1),
  reference: z.string(),
  regime: z.enum(REGIMES).nullable(),
  receivedAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  erasedAt: z.string(),
  issuedAt: z.string(),
  /** How many documents of each kind were erased. */
  erased: z.record(z.string(), z.number().int().min(0)),
  kept: z.array(
    z.object({ what: z.literal('orders'), count: z.number().int(), why: z.literal('legalDuty') }),
  ),
  notReached: z.array(z.enum(CERTIFICATE_LIMITS)),
  desks: z.object({ confirmed: z.number().int().min(0), outstanding: z.number().int().min(0) }),
  /** Its place in the chain of all erasures. */
  ledger: z.object({ position: z.number().int(), hash: z.string(), previous: z.string() }),
});
export type CertificateBody = z.infer<typeof CertificateBody>;

/** As it is kept and handed out. `body` is the JSON text that was signed; key and signature are Ed25519. */
export const SignedCertificate = z.object({ body: z.string(), signature: z.string(), publicKey: z.string() });
export type SignedCertificate = z.infer<typeof SignedCertificate>;

const ERASED_TEXTS: Record<string, string> = {
  customers: 'Customer record',
  comments: 'Comments',
  contacts: 'Contacts',
  ticklers: 'Ticklers',
  changes: 'Versions',
  partnerAccounts: 'Partner accounts',
  mails: 'Mails',
};
const LIMIT_TEXTS: Record<(typeof CERTIFICATE_LIMITS)[number], string> = {
  backups:
    'Backups are overwritten in their own time. Restored before that, the erasure is repeated before anybody can read them.',
  savedExports: 'Files that somebody saved outside Callbook are not in its reach.',
  diskHistory: 'What a disk or file system keeps by itself, such as snapshots, is not in its reach.',
};

/** A page to print, complete in itself. */
export function certificatePage({ body, signature }: Pick<SignedCertificate, 'body' | 'signature'>): string {
  const said = CertificateBody.parse(JSON.parse(body));
  const rows = Object.entries(said.erased).filter(([what]) => what in ERASED_TEXTS);
  const { confirmed, outstanding } = said.desks;
  return page(`Certificate of erasure ${said.reference}`, [
    table([
      ['Reference', said.reference],
      ['Asked for on', dayOf(said.receivedAt)],
      ['To be done by', dayOf(said.dueAt)],
      ['Erased on', dayOf(said.erasedAt)],
      ['Issued on', dayOf(said.issuedAt)],
      ['Computers that confirmed', `${confirmed} of ${confirmed + outstanding}`],
    ]),
    '<h2>Erased</h2>',
    table(rows.map(([what, count]) => [ERASED_TEXTS[what] ?? what, String(count)])),
    '<h2>Kept</h2>',
    said.kept.length === 0
      ? '<p>Nothing.</p>'
      : table(
          said.kept.map(({ count }) => [
            'Orders, without the person',
            `${count}, because the law wants them kept`,
          ]),
        ),
    '<h2>Not reached</h2>',
    `<ul>${said.notReached.map((limit) => `<li>${escaped(LIMIT_TEXTS[limit])}</li>`).join('')}</ul>`,
    '<h2>Proof</h2>',
    table([
      ['Place in the ledger', String(said.ledger.position)],
      ['Hash', said.ledger.hash],
      ['Signature', signature],
    ]),
  ]);
}

/** A page of one heading and what is under it. `parts` are HTML already. */
export function page(title: string, parts: readonly string[]): string {
  const style =
    'body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}' +
    'table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;' +
    'border-bottom:1px solid #ccc;overflow-wrap:anywhere}th{width:16rem;font-weight:600}';
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>` +
    `<style>${style}</style></head><body><h1>${escaped(title)}</h1>${parts.join('')}</body></html>`
  );
}

/** A table of two columns; the texts are escaped. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(
    ([name, text]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(text)}</td></tr>`,
  );
  return `<table>${lines.join('')}</table>`;
}

/** Text that is safe inside HTML. */
export function escaped(text: string): string {
  const marks: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/gu, (mark) => marks[mark] ?? mark);
}

function dayOf(instant: string | null): string {
  return instant === null ? 'not said' : instant.slice(0, 10);
}
