/** JSON that may be damaged or foreign: what it holds is for a schema to say. */

/** The value of a JSON text; null where the text is missing or no JSON. Never throws. */
export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
