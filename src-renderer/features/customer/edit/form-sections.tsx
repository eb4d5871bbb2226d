/** All fields of a customer, section by section, made from the registry as the layout of the role shows it. */
import { UnstyledButton } from '@mantine/core';
import { SECTION_TEXTS } from '#renderer/app/texts/fields.ts';
import type { FieldKind, FieldSection } from '#shared/customer/field-registry.ts';
import { AddressList } from './address-list.tsx';
import { AttributesLink, AttributesSection } from './attributes-section.tsx';
import classes from './edit.module.css';
import { EmailList } from './email-list.tsx';
import type { SectionProps, ShownField } from './field.ts';
import { FieldInput } from './field-input.tsx';
import { IdentifierList } from './identifier-list.tsx';
import { PhoneList } from './phone-list.tsx';

type FormSectionsProps = SectionProps & { fields: readonly ShownField[] };

const LISTS: Partial<Record<FieldKind, (props: SectionProps) => React.ReactNode>> = {
  emails: EmailList,
  phones: PhoneList,
  addresses: AddressList,
  identifiers: IdentifierList,
};

export function FormSections({ fields, ...props }: FormSectionsProps) {
  const sections = [...new Set(fields.map(({ section }) => section))];
  return (
    <>
      <nav className={classes.sections} aria-label="Sections of the form">
        {sections.map((section) => (
          <UnstyledButton key={section} className={classes.sectionLink} onClick={() => goTo(section)}>
            {SECTION_TEXTS[section]}
          </UnstyledButton>
        ))}
        <AttributesLink mine={props.mine} onGo={goTo} />
      </nav>
      {sections.map((section) => (
        <section key={section} aria-labelledby={headingId(section)} className={classes.section}>
          <h3 id={headingId(section)} tabIndex={-1} className={classes.sectionTitle}>
            {SECTION_TEXTS[section]}
          </h3>
          <SectionFields fields={fields.filter((field) => field.section === section)} {...props} />
        </section>
      ))}
      <AttributesSection {...props} />
    </>
  );
}

function SectionFields({ fields, ...props }: FormSectionsProps) {
  const single = fields.filter(({ kind }) => !LISTS[kind]);
  return (
    <>
      {single.length > 0 && (
        <div className={classes.grid}>
          {single.map((field) => (
            <FieldInput key={field.path} field={field} {...props} />
          ))}
        </div>
      )}
      {fields.map(({ kind, path, readOnly }) => {
        const List = LISTS[kind];
        return List ? (
          <fieldset key={path} className={classes.listOf} disabled={readOnly} data-field={path}>
            <List {...props} />
          </fieldset>
        ) : null;
      })}
    </>
  );
}

function headingId(section: FieldSection | 'attributes'): string {
  return `section-${section}`;
}

/** Moves to a section of the form, for the eye and for the keyboard. */
function goTo(section: FieldSection | 'attributes'): void {
  const heading = document.getElementById(headingId(section));
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
