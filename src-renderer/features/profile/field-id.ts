/** The id of a category's input in the drawer. */
export function profileFieldId(code: string): string {
  return `profile-${code}`;
}
