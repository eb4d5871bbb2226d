/** What a filter offers of the responses of a category. Pure. */
import type { ProfileCategory } from '#shared/configuration/schema.ts';

export type Choice = { value: string; label: string };

/** Those in use first; then those that are archived, marked, because customers still have them. */
export function responseChoices(responses: ProfileCategory['responses']): Choice[] {
  return [...responses.filter(({ active }) => active), ...responses.filter(({ active }) => !active)].map(
    ({ code, description, active }) => ({
      value: code,
      label: active ? description : `${description} (no longer used)`,
    }),
  );
}
