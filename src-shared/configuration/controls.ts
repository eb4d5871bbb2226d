/**
 * System controls (FEATURES E9): the values that administrators know by their codes, each with its type, what it may be
 * and what it is until somebody sets it. Pure.
 */
import type { ConfigurationEntry, SystemControl } from './schema.ts';

export const ALTERNATE_LABEL_LIMIT = 40;
export const CRM_MODES = ['NONE', 'SALES', 'INTERACT'] as const;
export const SEARCH_MODES = ['BROWSE', 'EXACT'] as const;
export const REASON_MODES = ['NONE', 'ASK', 'REQUIRE'] as const;
export const MOST_APPROVERS = 20;
export const HIGHEST_MIN_AGE = 120;

/** What every control that the product obeys may hold. */
export type ControlValues = {
  /** Prompt for required categories only where the customer has an alternate number. */
  K87: boolean;
  /** How the product works with the engagement system: not at all, in batches, or at once. */
  L37: (typeof CRM_MODES)[number];
  /** Send profile answers to the engagement system; has no effect unless L37 is INTERACT. */
  L51: boolean;
  /** What an alternate customer number is called. */
  H95: string;
  /** The primary alternate number may not be deleted. */
  I84: boolean;
  /** Prompt for required categories that are not answered. */
  E60: boolean;
  /** Youngest age in years at which a customer is registered; 0 for no limit. */
  MIN_AGE: number;
  /**
   * Why a name, an e-mail, the first phone or address, or a tax id changes: not asked for, asked for with the usual answer
   * where none is given, or needed.
   */
  CHANGE_REASON: (typeof REASON_MODES)[number];
  /** How many of the named approvers must approve a custom attribute; 0 for all of them. */
  APPROVALS: number;
  /** Whether customers are found by parts of what is known of them, or only by a whole number or address. */
  SEARCH_MODE: (typeof SEARCH_MODES)[number];
};
export type ControlCode = keyof ControlValues;

export type ControlRule =
  | { type: 'boolean' }
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'text'; max: number }
  | { type: 'number'; min: number; max: number };

export const CONTROL_RULES: Record<ControlCode, ControlRule> = {
  K87: { type: 'boolean' },
  L37: { type: 'choice', choices: CRM_MODES },
  L51: { type: 'boolean' },
  H95: { type: 'text', max: ALTERNATE_LABEL_LIMIT },
  I84: { type: 'boolean' },
  E60: { type: 'boolean' },
  MIN_AGE: { type: 'number', min: 0, max: HIGHEST_MIN_AGE },
  CHANGE_REASON: { type: 'choice', choices: REASON_MODES },
  SEARCH_MODE: { type: 'choice', choices: SEARCH_MODES },
  APPROVALS: { type: 'number', min: 0, max: MOST_APPROVERS },
};

export const CONTROL_DEFAULTS: ControlValues = {
  K87: false,
  L37: 'NONE',
  L51: false,
  H95: 'Alternate number',
  I84: false,
  E60: true,
  MIN_AGE: 13,
  CHANGE_REASON: 'NONE',
  SEARCH_MODE: 'BROWSE',
  APPROVALS: 0,
};

export const CONTROL_CODES_IN_USE = Object.keys(CONTROL_RULES) as ControlCode[];

/** What is wrong with a value of a control, or null: the type, or what it may be. */
export function controlIssue(
  code: ControlCode,
  value: SystemControl['value'],
): 'typeMismatch' | 'range' | null {
  const rule = CONTROL_RULES[code];
  if (rule.type === 'boolean') return typeof value === 'boolean' ? null : 'typeMismatch';
  if (rule.type === 'number') {
    if (typeof value !== 'number' || !Number.isInteger(value)) return 'typeMismatch';
    return value >= rule.min && value <= rule.max ? null : 'range';
  }
  if (typeof value !== 'string') return 'typeMismatch';
  if (rule.type === 'choice') return rule.choices.includes(value) ? null : 'range';
  return value.trim() !== '' && value.length <= rule.max ? null : 'range';
}

/** The controls as they stand: what was set and is valid, else the default. */
export function controlsOf(entries: readonly ConfigurationEntry[]): ControlValues {
  const set = entries.flatMap((entry) => {
    if (entry.kind !== 'control' || !isControlCode(entry.code)) return [];
    return controlIssue(entry.code, entry.value) === null ? [[entry.code, entry.value]] : [];
  });
  return { ...CONTROL_DEFAULTS, ...Object.fromEntries(set) };
}

/** The revisions of the controls that were set, by their codes: by which values a desk decided, when it is asked later. */
export function controlRevs(
  items: readonly { rev: string; entry: ConfigurationEntry }[],
): Record<string, string> {
  const revs = items.flatMap(({ rev, entry }) => (entry.kind === 'control' ? [[entry.code, rev]] : []));
  return Object.fromEntries(revs);
}

/** Controls that are set but change nothing as the others stand. */
export function withoutEffect({ L37, L51 }: ControlValues): ControlCode[] {
  return L51 && L37 !== 'INTERACT' ? ['L51'] : [];
}

/** True for the code of a control that the product obeys. */
export function isControlCode(code: string): code is ControlCode {
  return Object.hasOwn(CONTROL_RULES, code);
}
