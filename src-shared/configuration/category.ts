/** What a profile category may be saved as (FEATURES E1). Pure; said by the screen and again by the server. */
import type { FieldIssue } from '../api/errors.ts';
import type { ProfileCategory } from './schema.ts';

/**
 * What keeps a category from being saved, by path.
 * @param stored the category as it stands, or null for a new one: its code and responses never lose what customers hold.
 * @param others the other categories, for the code to be unique.
 */
export function categoryIssues(
  category: ProfileCategory,
  stored: ProfileCategory | null,
  others: readonly Pick<ProfileCategory, 'code'>[],
): FieldIssue[] {
  const taken = others.some(({ code }) => code === category.code);
  return [
    ...(taken ? [{ path: 'code', code: 'duplicate' as const }] : []),
    ...(stored && stored.code !== category.code ? [{ path: 'code', code: 'immutable' as const }] : []),
    ...blankDescriptions(category),
    ...repeatedCodes(category),
    ...secondDefaults(category),
  ];
}

/** Codes of responses that were there before and are not any more: the server asks whether a customer holds one. */
export function removedResponses(category: ProfileCategory, stored: ProfileCategory | null): string[] {
  const kept = new Set(category.responses.map(({ code }) => code));
  return (stored?.responses ?? []).map(({ code }) => code).filter((code) => !kept.has(code));
}

function blankDescriptions({ description, responses }: ProfileCategory): FieldIssue[] {
  const own: FieldIssue[] = description.trim() === '' ? [{ path: 'description', code: 'required' }] : [];
  return [
    ...own,
    ...responses.flatMap((response, at): FieldIssue[] =>
      response.description.trim() === '' ? [{ path: `responses.${at}.description`, code: 'required' }] : [],
    ),
  ];
}

function repeatedCodes({ responses }: ProfileCategory): FieldIssue[] {
  const codes = responses.map(({ code }) => code);
  return codes.flatMap((code, at): FieldIssue[] =>
    codes.indexOf(code) < at ? [{ path: `responses.${at}.code`, code: 'duplicate' }] : [],
  );
}

/** An archived response keeps its mark, which then means nothing; among the active ones there is one at most. */
function secondDefaults({ responses }: ProfileCategory): FieldIssue[] {
  let found = false;
  return responses.flatMap(({ active, isDefault }, at): FieldIssue[] => {
    if (!active || !isDefault) return [];
    if (found) return [{ path: `responses.${at}.isDefault`, code: 'oneDefault' }];
    found = true;
    return [];
  });
}
