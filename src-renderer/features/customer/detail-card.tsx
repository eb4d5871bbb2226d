/** Everything else that is known of the customer, by the registry: what nobody gave is not listed. */
import { Text } from '@mantine/core';
import { valueText } from '#renderer/app/texts/changes.ts';
import { IDENTIFIER_TEXTS, labelText, SECTION_TEXTS } from '#renderer/app/texts/fields.ts';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import type { IdentifierElement } from '#shared/customer/contact-points.ts';
import { FIELDS, type FieldSection, valueAt } from '#shared/customer/field-registry.ts';
import type { Customer } from '#shared/customer/schema.ts';
import classes from './customer.module.css';

/** The header and the other cards show these already. */
const ELSEWHERE = new Set([
  'kind',
  'prefix',
  'given',
  'family',
  'organisation',
  'language',
  'timeZone',
  'status',
]);
const SECTIONS: readonly FieldSection[] = ['identity', 'demographics', 'business', 'userProfile'];

export function DetailCard({ customer }: { customer: Customer }) {
  const facts = SECTIONS.map((section) => ({ section, known: factsOf(customer, section) }));
  const shown = facts.filter(({ known }) => known.length > 0);
  if (shown.length === 0 && customer.identifiers.length === 0) return null;
  return (
    <Card title="Details">
      {customer.identifiers.length > 0 && <Identifiers identifiers={customer.identifiers} />}
      {shown.map(({ section, known }) => (
        <div key={section}>
          <h3 className={classes.subtitle}>{SECTION_TEXTS[section]}</h3>
          <dl className={classes.details}>
            {known.map(({ path, label, value }) => (
              <div key={path}>
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

function factsOf(customer: Customer, section: FieldSection) {
  return FIELDS.filter((field) => field.section === section && !ELSEWHERE.has(field.path))
    .map(({ path, label }) => ({
      path,
      label: labelText(label),
      value: valueText(path, valueAt(customer, path)),
    }))
    .filter(({ value }) => value !== '');
}

function Identifiers({ identifiers }: { identifiers: readonly IdentifierElement[] }) {
  return (
    <>
      <h3 className={classes.subtitle}>{SECTION_TEXTS.identifiers}</h3>
      <ul className={classes.list} aria-label={SECTION_TEXTS.identifiers}>
        {identifiers.map(({ id, kind, system, value, contested }) => (
          <li key={id} className={classes.item}>
            <span className={classes.value}>{value}</span>
            <span className={classes.label}>
              {[IDENTIFIER_TEXTS[kind], system].filter(Boolean).join(' · ')}
              {contested && (
                <Text component="span" size="sm" c="var(--mantine-color-error)">
                  {' '}
                  Contested: another customer has it too
                </Text>
              )}
            </span>
            <CopyButton text={value} what={IDENTIFIER_TEXTS[kind]} />
          </li>
        ))}
      </ul>
    </>
  );
}
