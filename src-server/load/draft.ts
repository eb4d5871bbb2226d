/** What one row of a file says about a customer. Pure. */
import type { AddressElement } from '#shared/customer/contact-points.ts';
import { countryCode, UNKNOWN_COUNTRY } from './countries.ts';
import type { AddressPart, Column, NameField } from './headings.ts';
import { languageCode } from './languages.ts';

export type Draft = {
  externalId: string | null;
  prefix: string;
  given: string;
  family: string;
  organisation: string;
  language: string;
  emails: { address: string; label: string }[];
  phones: { number: string; label: string }[];
  /** Cells of custom attributes as they stand in the file, by key. */
  attributes: Record<string, string>;
  addresses: Pick<AddressElement, 'nickname' | 'lines' | 'city' | 'postcode' | 'country'>[];
};

type Cell = { column: Column; text: string };

/** The draft of a row. `columns` are those of the heading, by position. */
export function draftOf(columns: readonly (Column | undefined)[], cells: readonly string[]): Draft {
  const known = cells.flatMap((cell, index): Cell[] => {
    const column = columns[index];
    const text = plain(cell);
    return column && text !== '' ? [{ column, text }] : [];
  });
  const name = (field: NameField): string =>
    known.find(({ column }) => column.kind === 'name' && column.field === field)?.text ?? '';
  const given = [name('given'), name('middle')].filter(Boolean).join(' ');
  const noName = given === '' && name('family') === '';
  return {
    externalId: known.find(({ column }) => column.kind === 'externalId')?.text ?? null,
    prefix: name('prefix'),
    ...(noName ? splitName(name('fullName'), name('organisation')) : { given, family: name('family') }),
    organisation: name('organisation'),
    language: languageCode(name('language')),
    emails: points(known, 'email').map(({ text, label }) => ({ address: text, label })),
    phones: points(known, 'phone').map(({ text, label }) => ({ number: text, label })),
    addresses: addressesOf(known),
    attributes: Object.fromEntries(
      known.flatMap(({ column, text }) => (column.kind === 'attribute' ? [[column.key, text]] : [])),
    ),
  };
}

/** Without the quote that protects a spreadsheet from a cell that looks like a formula (see failed-file.ts). */
function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, '').trim();
}

/** A name in one piece: the last word is the family name. */
function splitName(fullName: string, organisation: string): { given: string; family: string } {
  if (fullName === organisation) return { given: '', family: '' };
  const words = fullName.split(/\s+/).filter(Boolean);
  return { given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' };
}

/** E-mails or phones; Google puts several into one cell with `:::`, HubSpot with `;`. */
function points(cells: Cell[], kind: 'email' | 'phone'): { text: string; label: string }[] {
  return cells.flatMap(({ column, text }) => {
    if (column.kind !== kind) return [];
    const label = column.label || labelOf(cells, column.group);
    const parts = text.split(kind === 'email' ? /:::|[;,\s]+/ : /:::|;/).map((part) => part.trim());
    return parts.filter(Boolean).map((part) => ({ text: part, label }));
  });
}

/** Google marks the preferred element with a star. */
function labelOf(cells: Cell[], group: string): string {
  const found = cells.find(({ column }) => column.kind === 'label' && column.group === group);
  return (found?.text ?? '').replace(/^\*\s*/, '').toLowerCase();
}

function addressesOf(cells: Cell[]): Draft['addresses'] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    if (cell.column.kind !== 'address') continue;
    groups.set(cell.column.group, [...(groups.get(cell.column.group) ?? []), cell]);
  }
  return [...groups.values()]
    .map(addressOf)
    .filter(({ lines, city, postcode }) => lines.length > 0 || city || postcode);
}

function addressOf(cells: Cell[]): Draft['addresses'][number] {
  const all = (part: AddressPart): string[] =>
    cells.flatMap(({ column, text }) => (column.kind === 'address' && column.part === part ? [text] : []));
  const [first] = cells;
  const written = all('country')[0] ?? '';
  const country = countryCode(written);
  const structured = [...all('street'), ...all('extra'), ...all('state')];
  const lines = structured.length > 0 || all('city').length > 0 ? structured : all('formatted');
  return {
    nickname: all('label')[0] ?? (first?.column.kind === 'address' ? first.column.label : ''),
    lines: [...lines.flatMap((line) => line.split(/\r?\n/)), ...(country ? [] : [written])].filter(Boolean),
    city: all('city')[0] ?? '',
    postcode: all('postcode')[0] ?? '',
    country: country ?? UNKNOWN_COUNTRY,
  };
}
