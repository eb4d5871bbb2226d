/** What a filter offers of categories and of their responses. Pure. */
import type { ProfileCategory } from '#shared/configuration/schema.ts';

export type Choice = { value: string; label: string };

/** What can be asked of; `values` is empty where any text is a value. */
export type Asked = Choice & { values: Choice[] };

type Archivable = Pick<ProfileCategory, 'code' | 'description' | 'active'>;

/** Categories that have responses, each with them. */
export function categoryChoices(categories: readonly ProfileCategory[]): Asked[] {
  const answered = categories.filter(({ responses }) => responses.length > 0);
  return inUseFirst(answered).map((category) => ({
    ...choiceOf(category),
    values: inUseFirst(category.responses).map(choiceOf),
  }));
}

/**
 * What is offered, and what a kept search asks of although it is offered no more: nobody is found by it, so it has to be seen
 * to be taken out.
 */
export function withKept(asked: readonly Asked[], key: string): readonly Asked[] {
  if (key === '' || asked.some(({ value }) => value === key)) return asked;
  return [...asked, { value: key, label: `${key} (not searched any more)`, values: [] }];
}

/** What is archived comes last, because customers still have it. */
function inUseFirst<T extends Archivable>(all: readonly T[]): T[] {
  return [...all.filter(({ active }) => active), ...all.filter(({ active }) => !active)];
}

function choiceOf({ code, description, active }: Archivable): Choice {
  return { value: code, label: active ? description : `${description} (no longer used)` };
}
