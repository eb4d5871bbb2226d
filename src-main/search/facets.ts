/** What customers are filtered by, each as one text `name=value`. Pure. */
import { foldText } from '#shared/customer/normalise.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { SEARCHABLE_PREFERENCES } from '#shared/search/searchable.ts';

/** A longer text is no value to choose from. */
const VALUE_LENGTH = 40;

/** A value of a filter as the index keeps it: the same for every spelling of case and accents. */
export function facet(name: string, value: string | number | boolean): string {
  return `${name}=${foldText(String(value)).replaceAll('\n', ' ').slice(0, VALUE_LENGTH)}`;
}

/** Region, kind, status, organisation, flags, answers, attributes and preferences of a document. */
export function facetsOf(document: Partial<Customer>): string[] {
  const { region, kind, status, organisationId, flags = [], responses = {}, attributes = {} } = document;
  return [
    ...(region ? [facet('region', region)] : []),
    ...(kind ? [facet('kind', kind)] : []),
    ...(status ? [facet('status', status)] : []),
    ...(organisationId ? [facet('organisation', organisationId)] : []),
    ...flags.map((flag) => facet('flag', flag)),
    ...Object.entries(responses).map(([code, { response }]) => facet(`response ${code}`, response ?? '')),
    ...Object.entries(attributes).flatMap(([key, value]) => attributeFacets(key, value)),
    ...preferenceFacets(document),
  ];
}

function attributeFacets(key: string, value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter(isFacetValue).map((one) => facet(`attribute ${key}`, one));
}

function isFacetValue(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') return value !== '' && value.length <= VALUE_LENGTH;
  return typeof value === 'number' || typeof value === 'boolean';
}

function preferenceFacets({ preferences = [] }: Partial<Customer>): string[] {
  const plain = preferences.filter(({ kind }) => SEARCHABLE_PREFERENCES.has(kind));
  return plain.map(({ kind, value }) => facet(`preference ${kind}`, value));
}
