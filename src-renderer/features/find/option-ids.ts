/** The ids that tie the find box to the list it walks through. */

export const LISTBOX_ID = 'customers-listbox';

/** The id of the option at a place, for aria-activedescendant. */
export function optionId(at: number): string {
  return `customers-option-${at}`;
}
