/**
 * Numbers of other systems (FEATURES B5): which systems there are, and what their numbers look like, as administrators
 * declare it. Where none is declared, any is taken. Pure; what a save does not change is never judged.
 */
import type { FieldIssue } from '../api/errors.ts';
import type { ConfigurationEntry } from '../configuration/schema.ts';
import type { IdentifierElement } from './contact-points.ts';
import { foldKey } from './normalise.ts';

/** A system by its code, and the pattern of its numbers; '' for any. */
export type ExternalSystem = { code: string; label: string; pattern: string };

/** The systems that are declared and in use, in their order. */
export function externalSystems(entries: readonly ConfigurationEntry[]): ExternalSystem[] {
  return entries
    .flatMap((entry) => (entry.kind === 'reason' && entry.list === 'system' && entry.active ? [entry] : []))
    .toSorted((a, b) => a.order - b.order)
    .map(({ code, label, text }) => ({ code, label, pattern: text }));
}

/** What is wrong with the numbers of other systems, by path. `before` are those that are stored. */
export function externalIdIssues(
  after: readonly IdentifierElement[],
  before: readonly IdentifierElement[],
  systems: readonly ExternalSystem[],
): FieldIssue[] {
  if (systems.length === 0) return [];
  return after.flatMap((identifier, at): FieldIssue[] => {
    const { id, kind, system, value } = identifier;
    const former = before.find((one) => one.id === id);
    const isSame = former?.kind === kind && former.system === system && former.value === value;
    if (kind !== 'external' || isSame) return [];
    const declared = systems.find(({ code }) => foldKey(code) === foldKey(system));
    if (!declared) return [{ path: `identifiers.${at}.system`, code: 'notOffered' }];
    const fits = matchesPattern(value.trim(), declared.pattern);
    return fits ? [] : [{ path: `identifiers.${at}.value`, code: 'format' }];
  });
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  '9': /^\p{Nd}$/u,
  A: /^\p{L}$/u,
  '*': /^[\p{L}\p{Nd}]$/u,
};

/** True where each character fits: `9` a digit, `A` a letter, `*` either, anything else itself. '' takes everything. */
export function matchesPattern(value: string, pattern: string): boolean {
  if (pattern === '') return true;
  const given = [...value];
  const wanted = [...pattern];
  return (
    given.length === wanted.length &&
    wanted.every((mark, at) => {
      const character = given[at] ?? '';
      return CLASSES[mark]?.test(character) ?? character.toUpperCase() === mark.toUpperCase();
    })
  );
}
