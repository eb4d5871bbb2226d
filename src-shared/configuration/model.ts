/**
 * Models of profiles (FEATURES B10): what a customer of a model has, and how a model changes. Pure.
 *
 * Invariants, each a test
 * - A customer without a model is judged as if there were none.
 * - A save that was made by an older version of a model is not refused by what the newer one wants or leaves out: a customer
 *   registered offline is not lost because somebody changed the model meanwhile. What is missing is shown.
 * - Custom attributes of a model, or of a version, that is not known here are not changed here.
 */
import type { FieldIssue } from '../api/errors.ts';
import { FIELDS, valueAt } from '../customer/field-registry.ts';
import type { CustomerEditable } from '../customer/schema.ts';
import { isEmpty } from '../profile/attribute-value.ts';
import type { AttributeValue } from '../profile/schema.ts';
import { same } from '../sync/three-way.ts';
import { ANY_ROLE, attributeFields, layoutIssues, neededPaths } from './layout.ts';
import {
  type ConfigurationEntry,
  definitionsIn,
  type Layout,
  modelsIn,
  type ProfileModel,
} from './schema.ts';

type Used = CustomerEditable['model'];
type Entries = readonly ConfigurationEntry[];
type Kind = CustomerEditable['kind'];

/** The models that a customer of a kind can be given, by name. */
export function offeredModels(entries: Entries, kind: Kind): ProfileModel[] {
  return modelsIn(entries)
    .filter(({ active, kinds }) => active && (kinds.length === 0 || kinds.includes(kind)))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What a new customer of a kind begins with: a model for that very kind before one for every kind. */
export function standardModel(entries: Entries, kind: Kind): Used {
  const standard = offeredModels(entries, kind).filter((model) => model.standard);
  const own = standard.find(({ kinds }) => kinds.length > 0) ?? standard[0];
  return own ? { code: own.code, version: own.version } : null;
}

/** The configuration as a customer of the model sees it: its attributes and categories, and its fields as a layout. */
export function entriesShown(used: Used, entries: Entries): ConfigurationEntry[] {
  const model = modelOf(used, entries);
  if (!model) return [...entries];
  const [attributes, categories] = [new Set(model.attributes), new Set(model.categories)];
  const rest = entries.filter(
    (entry) =>
      (entry.kind !== 'attribute' || attributes.has(entry.key)) &&
      (entry.kind !== 'category' || categories.has(entry.code)),
  );
  // Before the others: what is set for every role, or for one, wins over the model.
  return [modelLayout(model), ...rest];
}

/**
 * The configuration that a save is judged by: that of the model where the save was made by the version that stands; made by
 * another version, nobody here knows what was asked for.
 */
export function entriesUnder(used: Used, entries: Entries): readonly ConfigurationEntry[] {
  if (used === null || modelOf(used, entries)?.version === used.version) return entriesShown(used, entries);
  return entries.map((entry) => (entry.kind === 'attribute' ? { ...entry, required: false } : entry));
}

/** What is wrong with the model of a customer, or with changing attributes under it. */
export function modelIssues(
  after: CustomerEditable,
  before: CustomerEditable | null,
  entries: Entries,
): FieldIssue[] {
  const { model: used } = after;
  if (used === null) return [];
  const model = modelOf(used, entries);
  const isChosen = used.code !== before?.model?.code;
  const isKnown = model !== undefined && model.version >= used.version;
  if (isChosen && model && !isFor(model, after.kind)) return [{ path: 'model', code: 'notOffered' }];
  const isAsked = isChosen || !same(after.attributes, before?.attributes ?? {});
  return isAsked && !isKnown ? [{ path: 'model', code: 'modelUnknown' }] : [];
}

/** Paths that the model wants and the customer does not have: to be asked for, never a reason not to save. */
export function wantedByModel(customer: CustomerEditable, entries: Entries): string[] {
  const model = modelOf(customer.model, entries);
  return (model?.required ?? []).filter((path) => isBlank(valueAt(customer, path) ?? null));
}

/** The model as it is known here, where that is newer than what the customer was last saved by. */
export function raised(used: Used, models: readonly ProfileModel[]): Used {
  const known = models.find(({ code }) => code === used?.code);
  return used && known && known.version > used.version ? { ...used, version: known.version } : used;
}

/** True for an attribute that customers of the model have. */
export function isOfModel(used: Used, models: readonly ProfileModel[], key: string): boolean {
  const model = models.find(({ code }) => code === used?.code);
  return model === undefined || model.attributes.includes(key);
}

/** What keeps a model from being saved: fields there are not, or that are hidden although they must be filled in. */
export function profileModelIssues(model: ProfileModel, entries: Entries): FieldIssue[] {
  const definitions = definitionsIn(entries);
  const attributes = new Set(definitions.map(({ key }) => key));
  const categories = new Set(entries.flatMap((entry) => (entry.kind === 'category' ? [entry.code] : [])));
  const fields = [...FIELDS, ...attributeFields(definitions)];
  const layout = layoutIssues(modelLayout(model), fields, neededPaths([]));
  return [
    ...(model.name.trim() === '' ? [{ path: 'name', code: 'required' as const }] : []),
    ...unknownIn('attributes', model.attributes, attributes),
    ...unknownIn('categories', model.categories, categories),
    ...layout.map(({ code }) => ({ path: code === 'cannotHide' ? 'hidden' : 'required', code })),
  ];
}

function unknownIn(path: string, names: readonly string[], known: ReadonlySet<string>): FieldIssue[] {
  return names.every((name) => known.has(name)) ? [] : [{ path, code: 'notOffered' }];
}

function modelOf(used: Used, entries: Entries): ProfileModel | undefined {
  return modelsIn(entries).find(({ code }) => code === used?.code);
}

function isFor({ active, kinds }: ProfileModel, kind: Kind): boolean {
  return active && (kinds.length === 0 || kinds.includes(kind));
}

/** The fields that the model says something of, at the places where they are built. */
function modelLayout({ required, hidden }: ProfileModel): Layout {
  const fields = [...new Set([...required, ...hidden])].map((path) => ({
    path,
    hidden: hidden.includes(path),
    readOnly: false,
    required: required.includes(path),
    label: '',
    order: placeOf(path),
  }));
  return { kind: 'layout', role: ANY_ROLE, fields };
}

function placeOf(path: string): number {
  const field = FIELDS.find((one) => one.path === path);
  const section = FIELDS.filter((one) => one.section === field?.section);
  return section.findIndex((one) => one.path === path);
}

function isBlank(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isEmpty(value as AttributeValue);
}
