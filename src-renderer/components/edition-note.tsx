/** Where a feature is not, or soon no more, in the tenant's edition: what is kept, what cannot be done, and whom to ask. */
import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { EDITION_FEATURE_TEXTS } from '#renderer/app/texts/edition.ts';
import { calendarDate } from '#renderer/app/texts/format.ts';
import { useMe } from '#renderer/state/session.ts';
import { type EditionFeature, editionOf, graceEnd, stateOf } from '#shared/edition/edition.ts';
import classes from './panel.module.css';

/** Nothing while the feature is on. */
export function EditionNote({ feature, id }: { feature: EditionFeature; id?: string }) {
  const document = editionOf(useMe() ?? {});
  const state = stateOf(feature, document, new Date());
  if (document === null || state === 'on') return null;
  const { title, kept } = EDITION_FEATURE_TEXTS[feature];
  const end = document.features[feature]?.until ?? '';
  const day = (at: Date) => calendarDate(at.toISOString().slice(0, 10));
  const said = {
    grace: `${title} ran out on ${end && day(new Date(end))}. Everything works until ${end && day(graceEnd(end))}; after that ${kept}`,
    'read-only': `${title} ran out on ${end && day(new Date(end))}. From now on ${kept}`,
    'not-in-edition': `${title} are not in your edition (${document.edition}). What is here already is safe: ${kept}`,
  }[state];
  return (
    <div className={classes.edition} id={id} role="note">
      <IconLock size={16} aria-hidden />
      <Text size="sm">
        {said} Ask {document.contact}.
      </Text>
    </div>
  );
}
