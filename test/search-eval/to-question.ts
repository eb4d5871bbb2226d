/** Lines of a queries file as questions of the product. */
import { type CustomerSort, SEARCH_TEXT_LIMIT } from '#shared/api/search.ts';
import { CUSTOMER_FLAGS } from '#shared/customer/schema.ts';
import type { Filter } from '#shared/search/filter.ts';
import { type JsonObject, textOf, wholeOf } from './json-lines.ts';
import { customerId, dayOf, regionOf, statusOf, type Units } from './to-documents.ts';

export type Asked = {
  kind: string;
  /** Document id of the customer who should be found; null for none, and where the file says nothing. */
  expected: string | null;
  question: {
    text: string;
    filter: Filter | null;
    sort: CustomerSort;
    limit: number;
    whole: boolean;
    exact: boolean;
  };
};

export const ROWS = 20;

/** The text is cut as the contract of the product cuts it. */
export function toQuestion(line: JsonObject, units: Units): Asked {
  const hasId = line.id !== undefined && line.id !== null;
  return {
    kind: textOf(line.kind) || 'unnamed',
    expected: hasId ? customerId(line.id) : null,
    question: {
      text: textOf(line.text).slice(0, SEARCH_TEXT_LIMIT),
      filter: filterOf(line.filter, units),
      sort: 'best',
      limit: ROWS,
      whole: false,
      exact: false,
    },
  };
}

function filterOf(value: unknown, units: Units): Filter | null {
  if (typeof value !== 'object' || value === null) return null;
  const { region, status, flag, since } = value as JsonObject;
  const all: Filter[] = [];
  if (given(region)) all.push({ field: 'region', value: regionOf(region) });
  if (given(status)) all.push(statusFilter(status));
  if (given(flag)) all.push(flagFilter(wholeOf(flag) ?? 0));
  if (Array.isArray(since)) {
    const [from, to] = since.map((day) => (given(day) ? dayOf(units.since, day) : null));
    all.push({ field: 'since', from: from ?? null, to: to ?? null });
  }
  return all.length > 0 ? { all } : null;
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function statusFilter(status: unknown): Filter {
  const { status: known, attributes } = statusOf({ status });
  if (attributes.status) return { field: 'attribute', key: 'status', value: attributes.status };
  return { field: 'status', value: known as Extract<Filter, { field: 'status' }>['value'] };
}

function flagFilter(bit: number): Filter {
  const flag = CUSTOMER_FLAGS[bit];
  return flag ? { field: 'flag', value: flag } : { field: 'attribute', key: `flag_${bit}`, value: 'true' };
}
