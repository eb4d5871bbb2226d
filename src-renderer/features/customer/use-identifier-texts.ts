/** What each kind of number is called; alternate numbers as the control H95 says. */
import { IDENTIFIER_TEXTS } from '#renderer/app/texts/fields.ts';
import { useControls } from '#renderer/state/configuration.ts';
import type { IdentifierElement } from '#shared/customer/contact-points.ts';

export function useIdentifierTexts(): Record<IdentifierElement['kind'], string> {
  const { H95 } = useControls();
  return { ...IDENTIFIER_TEXTS, alternate: H95 };
}
