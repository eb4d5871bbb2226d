/**
 * What OK in the drawer stores (FEATURES E5 to E7): all answers together, each with who, when and whether it was
 * chosen or the default left standing. Pure; main runs it again on what the renderer sends.
 */
import type { FieldIssue } from '../api/errors.ts';
import { type DrawerField, isAnswerable, unanswered } from './drawer.ts';
import type { ProfileResponse, ProfileResponses } from './schema.ts';

/** One select when OK is pressed: its value ('' is blank) and whether the user touched it. */
export type Answer = { value: string; touched: boolean };
export type Answers = Readonly<Record<string, Answer>>;

/** Who answers, when, and by which revisions of the categories. */
export type Answerer = { by: string; at: string; revs: Readonly<Record<string, string>> };

/** What keeps the answers from being saved: `responses.<category>` with `required`, or `notOffered`. */
export function checkAnswers(fields: readonly DrawerField[], answers: Answers): FieldIssue[] {
  const values = valuesOf(fields, answers);
  const missing = unanswered(fields, values);
  return fields.flatMap((field): FieldIssue[] => {
    const path = `responses.${field.code}`;
    if (missing.includes(field.code)) return [{ path, code: 'required' }];
    return isAnswerable(field, values[field.code] ?? '') ? [] : [{ path, code: 'notOffered' }];
  });
}

/**
 * The customer's responses after OK. Answers that say what is stored change nothing, so that a second OK is no change;
 * blank over a stored response is an explicit null; responses of categories that are not shown stay as they are.
 */
export function answered(
  stored: ProfileResponses,
  fields: readonly DrawerField[],
  answers: Answers,
  { by, at, revs }: Answerer,
): ProfileResponses {
  const given = fields.flatMap((field): [string, ProfileResponse][] => {
    const answer = answers[field.code] ?? { value: field.initial, touched: false };
    const before = stored[field.code]?.response ?? null;
    if ((before ?? '') === answer.value) return [];
    const source = !answer.touched && answer.value === field.standard ? 'default' : 'agent';
    const rev = revs[field.code];
    const given: ProfileResponse = { response: answer.value || null, source, at, by };
    return [[field.code, rev === undefined ? given : { ...given, configurationRev: rev }]];
  });
  return { ...stored, ...Object.fromEntries(given) };
}

/** Mine, with theirs where both gave the same answer: who gave it and when is no difference that anybody must settle. */
export function agreedAnswers(mine: ProfileResponses, theirs: ProfileResponses): ProfileResponses {
  const agreed = Object.entries(mine).map(([code, answer]) => {
    const other = theirs[code];
    return [code, other && other.response === answer.response ? other : answer];
  });
  return Object.fromEntries(agreed);
}

function valuesOf(fields: readonly DrawerField[], answers: Answers): Record<string, string> {
  return Object.fromEntries(fields.map(({ code, initial }) => [code, answers[code]?.value ?? initial]));
}
