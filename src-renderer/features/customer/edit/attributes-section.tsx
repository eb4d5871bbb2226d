/** The custom profile: a field for every active attribute, typed as it was defined. */
import { Text, UnstyledButton } from '@mantine/core';
import { READINESS_TEXTS } from '#renderer/app/texts/configuration.ts';
import { AttributeInput } from '#renderer/components/attribute-input.tsx';
import { EditionNote } from '#renderer/components/edition-note.tsx';
import { useMe } from '#renderer/state/session.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { mayChange } from '#shared/edition/edition.ts';
import { labelIn } from '#shared/profile/attribute-label.ts';
import type { AttributeValue } from '#shared/profile/schema.ts';
import classes from './edit.module.css';
import { fieldProps, type SectionProps } from './field.ts';
import { useShownAttributes } from './use-shown-attributes.ts';

const TITLE = 'Custom profile';
const UNREADY_ID = 'custom-profile-unready';
const EDITION_ID = 'custom-profile-edition';
const ATTRIBUTES_HEADING = 'section-attributes';

/** The way to the section from the top of the form, where there is one. */
type AttributesLinkProps = Pick<SectionProps, 'mine'> & { onGo: (section: 'attributes') => void };

export function AttributesLink({ mine, onGo }: AttributesLinkProps) {
  if (useShownAttributes(mine).length === 0) return null;
  return (
    <UnstyledButton className={classes.sectionLink} onClick={() => onGo('attributes')}>
      {TITLE}
    </UnstyledButton>
  );
}

export function AttributesSection({ mine, issues, unready, change }: SectionProps) {
  const fields = useShownAttributes(mine);
  const isHeld = !mayChange('customProfiles', useMe() ?? {});
  if (fields.length === 0) return null;
  const describedBy = isHeld ? EDITION_ID : unready.length > 0 ? UNREADY_ID : undefined;
  const isBegun = Object.keys(mine.attributes).length > 0;
  const set = (key: string) => (value: AttributeValue) =>
    change({ attributes: { ...mine.attributes, [key]: value } });
  return (
    <section aria-labelledby={ATTRIBUTES_HEADING} className={classes.section}>
      <h3 id={ATTRIBUTES_HEADING} tabIndex={-1} className={classes.sectionTitle}>
        {TITLE}
      </h3>
      <EditionNote feature="customProfiles" id={EDITION_ID} />
      {!isHeld && unready.length > 0 && (
        <Text size="sm" id={UNREADY_ID}>
          Custom profiles cannot be created yet.{' '}
          {unready.map((point) => READINESS_TEXTS[point].missing).join(' ')}
        </Text>
      )}
      <fieldset
        className={classes.listOf}
        disabled={!isHeld && unready.length > 0}
        aria-describedby={describedBy}
      >
        <div className={classes.grid}>
          {fields.map(({ path, label, readOnly, required, definition }) => (
            <AttributeInput
              key={path}
              definition={definition}
              value={mine.attributes[definition.key] ?? null}
              onChange={set(definition.key)}
              common={{
                ...fieldProps(path, issues),
                label,
                readOnly: readOnly || isHeld,
                withAsterisk: !isHeld && !isLeft(definition) && (definition.required || required),
                description: hintOf(definition, isBegun),
              }}
            />
          ))}
        </div>
      </fieldset>
    </section>
  );
}

/** Archived: nobody is asked for it any more, and what a customer has of it can be changed and taken out. */
const isLeft = ({ state }: AttributeDefinition) => state === 'archived';

/** What the field is for, and what stands there where nothing is given. */
function hintOf(definition: AttributeDefinition, isBegun: boolean): string | undefined {
  const { help, defaultValue, options } = definition;
  if (isLeft(definition)) return ['No longer used.', help].filter(Boolean).join(' ');
  const usual = [defaultValue]
    .flat()
    .map((one) => optionLabel(options, one))
    .join(', ');
  const hint = isBegun || usual === '' ? '' : `Usually: ${usual}.`;
  return [help, hint].filter(Boolean).join(' ') || undefined;
}

function optionLabel(
  options: AttributeDefinition['options'],
  value: string | number | boolean | null,
): string {
  const option = options.find(({ key }) => key === value);
  if (option) return labelIn(option, navigator.language);
  return value === null ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
