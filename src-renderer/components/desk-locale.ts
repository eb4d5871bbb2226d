import type { DeskLocale } from '#shared/customer/desk-defaults.ts';

/** Language, country and time zone of this computer. */
export function deskLocale(): DeskLocale {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { locale: navigator.language, timeZone };
}
