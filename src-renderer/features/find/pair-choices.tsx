/** Conditions of a filter that name what is asked of: a category of the profile, a preference, a custom attribute. */
import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CHANNEL_TEXTS, PREFERENCE_KIND_TEXTS } from '#renderer/app/texts/preference.ts';
import { useEntries, useEveryEntry } from '#renderer/state/configuration.ts';
import { useMe } from '#renderer/state/session.ts';
import { PREFERENCE_KINDS } from '#shared/preference/schema.ts';
import { searchableAttributes } from '#shared/search/allowed-filter.ts';
import { SEARCHABLE_PREFERENCES } from '#shared/search/searchable.ts';
import { type Asked, type Choice, categoryChoices, withKept } from './category-choices.ts';
import { type FilterDraft, PAIR_FIELDS, type Pair, type PairField } from './filter-draft.ts';

const LABELS: Record<PairField, string> = {
  response: 'Profile category',
  preference: 'Preference',
  attribute: 'Attribute',
};
const IN_POPOVER = { comboboxProps: { withinPortal: false } };

type PairChoicesProps = { pairs: FilterDraft['pairs']; onChange: (pairs: FilterDraft['pairs']) => void };

/** Those of which there is something to choose. */
export function PairChoices({ pairs, onChange }: PairChoicesProps) {
  const asked = useAsked();
  const offered = (field: PairField) => withKept(asked[field], pairs[field].key);
  return PAIR_FIELDS.filter((field) => offered(field).length > 0).map((field) => (
    <PairChoice
      key={field}
      label={LABELS[field]}
      asked={offered(field)}
      pair={pairs[field]}
      onChange={(pair) => onChange({ ...pairs, [field]: pair })}
    />
  ));
}

type PairChoiceProps = { label: string; asked: readonly Asked[]; pair: Pair; onChange: (pair: Pair) => void };

/** What is asked of is remembered here until it has a value: without one it is no condition. */
function PairChoice({ label, asked, pair, onChange }: PairChoiceProps) {
  const [key, setKey] = useState(pair.key);
  const values = asked.find(({ value }) => value === key)?.values ?? [];
  const choose = (next: string | null) => {
    setKey(next ?? '');
    onChange({ key: next ?? '', value: '' });
  };
  const is = { size: 'xs', label: 'is', 'aria-label': `${label} is` } as const;
  return (
    <Group grow gap="xs">
      <Select
        size="xs"
        label={label}
        data={[...asked]}
        value={key || null}
        clearable
        onChange={choose}
        {...IN_POPOVER}
      />
      {values.length > 0 ? (
        <Select
          {...is}
          data={values}
          value={pair.value || null}
          clearable
          onChange={(value) => onChange({ key, value: value ?? '' })}
          {...IN_POPOVER}
        />
      ) : (
        <TextInput
          {...is}
          key={key}
          disabled={key === ''}
          defaultValue={pair.value}
          onBlur={(event) => onChange({ key, value: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}

const PREFERENCES: Asked[] = PREFERENCE_KINDS.filter((kind) => SEARCHABLE_PREFERENCES.has(kind)).map(
  (kind) => ({
    value: kind,
    label: PREFERENCE_KIND_TEXTS[kind],
    values: kind === 'channel' || kind === 'avoidChannel' ? choicesOf(CHANNEL_TEXTS) : [],
  }),
);

function choicesOf(texts: Record<string, string>): Choice[] {
  return Object.entries(texts).map(([value, label]) => ({ value, label }));
}

/** Categories, preferences that are no matter of health or belief, and attributes marked searchable. */
function useAsked(): Record<PairField, Asked[]> {
  const categories = useEntries('category');
  const attributes = searchableAttributes(useEveryEntry(), useMe()?.role ?? '');
  return {
    response: categoryChoices(categories),
    preference: PREFERENCES,
    attribute: attributes.map(({ key, label }) => ({ value: key, label, values: [] })),
  };
}
