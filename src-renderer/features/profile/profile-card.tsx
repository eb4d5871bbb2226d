/** What is known of the customer by the configuration: answers of the drawer and the custom profile. */
import { dayTime } from '#renderer/app/texts/format.ts';
import { Card } from '#renderer/components/card.tsx';
import { useEntries } from '#renderer/state/configuration.ts';
import { useSavedMark } from '#renderer/state/just-saved.ts';
import { type RoleLayouts, useLayouts } from '#renderer/state/layouts.ts';
import { applyLayout, everyAttributeField } from '#shared/configuration/layout.ts';
import type { AttributeDefinition, ProfileCategory } from '#shared/configuration/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { labelIn } from '#shared/profile/attribute-label.ts';
import type { AttributeValue } from '#shared/profile/schema.ts';
import classes from './profile.module.css';

/** Shown where there is something to show. */
export function ProfileCard({ customer }: { customer: Customer }) {
  const categories = useEntries('category');
  const definitions = useEntries('attribute');
  const shown = useLayouts(customer.model);
  const savedMark = useSavedMark(customer.id);
  const facts = [...answersOf(customer, categories), ...attributesOf(customer, definitions, shown)];
  if (facts.length === 0) return null;
  return (
    <Card title="Profile">
      <dl className={classes.facts}>
        {facts.map(({ path, label, value }) => (
          <div key={path} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd data-saved={savedMark(path)}>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

type Fact = { path: string; label: string; value: string };

function answersOf({ responses }: Customer, categories: readonly ProfileCategory[]): Fact[] {
  return categories
    .toSorted((a, b) => a.order - b.order)
    .flatMap(({ code, description, responses: offered }) => {
      const answer = responses[code];
      if (!answer?.response) return [];
      const text = offered.find((one) => one.code === answer.response)?.description ?? answer.response;
      const value = answer.source === 'default' ? `${text} (the usual answer)` : text;
      return [{ path: `responses.${code}`, label: description, value }];
    });
}

/** As the layout of the role shows them. Archived attributes are shown as long as the customer has a value. */
function attributesOf(
  { attributes }: Customer,
  definitions: readonly AttributeDefinition[],
  { layouts, role }: RoleLayouts,
): Fact[] {
  const fields = everyAttributeField(definitions, navigator.language);
  return applyLayout(fields, layouts, role, navigator.language).flatMap(({ path, label, definition }) => {
    const value = attributes[definition.key] ?? null;
    return value === null ? [] : [{ path, label, value: valueText(definition, value) }];
  });
}

function valueText({ type, options }: AttributeDefinition, value: AttributeValue): string {
  const optionText = (key: string) => {
    const option = options.find((one) => one.key === key);
    return option ? labelIn(option, navigator.language) : key;
  };
  if (Array.isArray(value)) return new Intl.ListFormat('en').format(value.map(optionText));
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (type === 'enum') return optionText(String(value));
  return type === 'datetime' ? dayTime(new Date(String(value))) : String(value);
}
