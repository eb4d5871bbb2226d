/** Everything else that is known of the customer, by the registry: what nobody gave is not listed. */
import { Text } from '@mantine/core';
import { valueText } from '#renderer/app/texts/changes.ts';
import { labelText, SECTION_TEXTS } from '#renderer/app/texts/fields.ts';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { useSavedMark } from '#renderer/state/just-saved.ts';
import { type FieldSection, valueAt } from '#shared/customer/field-registry.ts';
import type { Customer } from '#shared/customer/schema.ts';
import classes from './customer.module.css';
import type { ShownField } from './edit/field.ts';
import { useShownFields } from './edit/use-shown-fields.ts';
import { useIdentifierTexts } from './use-identifier-texts.ts';

/** The header and the other cards show these already. */
const ELSEWHERE = new Set([
  'kind',
  'prefix',
  'given',
  'family',
  'organisation',
  'organisationId',
  'registration',
  'language',
  'timeZone',
  'status',
  'photo',
]);
const SECTIONS: readonly FieldSection[] = ['identity', 'demographics', 'business', 'userProfile'];

export function DetailCard({ customer }: { customer: Customer }) {
  const fields = useShownFields(customer.model);
  const savedMark = useSavedMark(customer.id);
  const facts = SECTIONS.map((section) => ({
    section,
    known: factsOf(
      customer,
      fields.filter((field) => field.section === section),
    ),
  }));
  const hasNumbers = fields.some(({ path }) => path === 'identifiers') && customer.identifiers.length > 0;
  const shown = facts.filter(({ known }) => known.length > 0);
  if (shown.length === 0 && !hasNumbers) return null;
  return (
    <Card title="Details">
      {hasNumbers && <Identifiers customer={customer} />}
      {shown.map(({ section, known }) => (
        <div key={section}>
          <h3 className={classes.subtitle}>{SECTION_TEXTS[section]}</h3>
          <dl className={classes.details}>
            {known.map(({ path, label, value }) => (
              <div key={path} data-saved={savedMark(path)}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </Card>
  );
}

function factsOf(customer: Customer, fields: readonly ShownField[]) {
  return fields
    .filter(({ path }) => !ELSEWHERE.has(path))
    .map(({ path, label }) => ({
      path,
      label: labelText(label),
      value: valueText(path, valueAt(customer, path)),
    }))
    .filter(({ value }) => value !== '');
}

function Identifiers({ customer: { id: customerId, identifiers } }: { customer: Customer }) {
  const savedMark = useSavedMark(customerId);
  const texts = useIdentifierTexts();
  return (
    <>
      <h3 className={classes.subtitle}>{SECTION_TEXTS.identifiers}</h3>
      <ul className={classes.list} aria-label={SECTION_TEXTS.identifiers}>
        {identifiers.map(({ id, kind, system, value, contested }) => (
          <li key={id} className={classes.item} data-saved={savedMark(`identifiers.${id}`)}>
            <span className={classes.value}>{value}</span>
            <span className={classes.label}>
              {[texts[kind], system].filter(Boolean).join(' · ')}
              {contested && (
                <Text component="span" size="sm" c="var(--mantine-color-error)">
                  {' '}
                  Contested: another customer has it too
                </Text>
              )}
            </span>
            <CopyButton text={value} what={texts[kind]} />
          </li>
        ))}
      </ul>
    </>
  );
}
