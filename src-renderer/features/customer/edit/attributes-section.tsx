/** The custom profile: a field for every active attribute, typed as it was defined. */
import { UnstyledButton } from '@mantine/core';
import type { AttributeValue } from '#shared/profile/schema.ts';
import { AttributeInput } from './attribute-input.tsx';
import classes from './edit.module.css';
import { fieldProps, type SectionProps } from './field.ts';
import { useShownAttributes } from './use-shown-attributes.ts';

const TITLE = 'Custom profile';
const ATTRIBUTES_HEADING = 'section-attributes';

/** The way to the section from the top of the form, where there is one. */
export function AttributesLink({ onGo }: { onGo: (section: 'attributes') => void }) {
  if (useShownAttributes().length === 0) return null;
  return (
    <UnstyledButton className={classes.sectionLink} onClick={() => onGo('attributes')}>
      {TITLE}
    </UnstyledButton>
  );
}

export function AttributesSection({ mine, issues, change }: SectionProps) {
  const fields = useShownAttributes();
  if (fields.length === 0) return null;
  const set = (key: string) => (value: AttributeValue) =>
    change({ attributes: { ...mine.attributes, [key]: value } });
  return (
    <section aria-labelledby={ATTRIBUTES_HEADING} className={classes.section}>
      <h3 id={ATTRIBUTES_HEADING} tabIndex={-1} className={classes.sectionTitle}>
        {TITLE}
      </h3>
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
              readOnly,
              withAsterisk: definition.required || required,
              ...(definition.help && { description: definition.help }),
            }}
          />
        ))}
      </div>
    </section>
  );
}
