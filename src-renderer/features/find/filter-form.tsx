/** The form of the filter: what is chosen takes effect at once. */
import { Button, Group, MultiSelect, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useEntries } from '#renderer/state/configuration.ts';
import { CUSTOMER_FLAGS, CUSTOMER_STATUSES } from '#shared/customer/schema.ts';
import { draftOf, EMPTY_DRAFT, type FilterDraft, filterOf } from './filter-draft.ts';
import { useFind } from './find-store.ts';

const WORDS: Record<string, string> = {
  vip: 'VIP',
  fraudWatch: 'Fraud watch',
  deceased: 'Deceased',
  doNotServe: 'Do not serve',
  doNotCall: 'Do not call',
  prospect: 'Prospect',
  active: 'Active',
  inactive: 'Inactive',
  restricted: 'Restricted',
};
const labelled = <T extends string>(values: readonly T[]) =>
  values.map((value) => ({ value, label: WORDS[value] ?? value }));

export function FilterForm({ onDone }: { onDone: () => void }) {
  const { filter, sort, narrow } = useFind();
  const draft = draftOf(filter);
  const attributes = useSearchableAttributes();
  const put = (part: Partial<FilterDraft>) => narrow({ filter: filterOf({ ...draft, ...part }), sort });
  const inPopover = { comboboxProps: { withinPortal: false } };
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        aria-label="How conditions are joined"
        data={[
          { value: 'all', label: 'All of these' },
          { value: 'any', label: 'Any of these' },
        ]}
        value={draft.match}
        onChange={(match) => put({ match: match === 'any' ? 'any' : 'all' })}
      />
      <MultiSelect
        size="xs"
        label="Status"
        data={labelled(CUSTOMER_STATUSES)}
        value={draft.statuses}
        onChange={(statuses) => put({ statuses: CUSTOMER_STATUSES.filter((one) => statuses.includes(one)) })}
        {...inPopover}
      />
      <MultiSelect
        size="xs"
        label="Flags"
        data={labelled(CUSTOMER_FLAGS)}
        value={draft.flags}
        onChange={(flags) => put({ flags: CUSTOMER_FLAGS.filter((one) => flags.includes(one)) })}
        {...inPopover}
      />
      <TextInput
        size="xs"
        label="Region"
        defaultValue={draft.region}
        onBlur={(event) => put({ region: event.currentTarget.value })}
      />
      <Group grow gap="xs">
        <TextInput
          size="xs"
          type="date"
          label="Customer since, from"
          value={draft.from}
          onChange={(event) => put({ from: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          type="date"
          label="until"
          value={draft.to}
          onChange={(event) => put({ to: event.currentTarget.value })}
        />
      </Group>
      {attributes.length > 0 && <AttributeChoice draft={draft} attributes={attributes} put={put} />}
      <Group justify="space-between">
        <Button
          size="xs"
          variant="subtle"
          onClick={() => narrow({ filter: filterOf(EMPTY_DRAFT), sort: 'best' })}
        >
          Clear
        </Button>
        <Button size="xs" onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}

type AttributeChoiceProps = {
  draft: FilterDraft;
  attributes: { value: string; label: string }[];
  put: (part: Partial<FilterDraft>) => void;
};

/** The attribute is remembered here until it has a value: without one it is no condition. */
function AttributeChoice({ draft, attributes, put }: AttributeChoiceProps) {
  const [attributeKey, setKey] = useState(draft.attributeKey);
  return (
    <Group grow gap="xs">
      <Select
        size="xs"
        label="Attribute"
        data={attributes}
        value={attributeKey || null}
        onChange={(key) => {
          setKey(key ?? '');
          put({ attributeKey: key ?? '' });
        }}
        comboboxProps={{ withinPortal: false }}
      />
      <TextInput
        size="xs"
        label="is"
        defaultValue={draft.attributeValue}
        onBlur={(event) => put({ attributeKey, attributeValue: event.currentTarget.value })}
      />
    </Group>
  );
}

/** Attributes that administrators marked searchable. */
function useSearchableAttributes(): { value: string; label: string }[] {
  return useEntries('attribute').flatMap((entry) =>
    entry.searchable && entry.state === 'active' ? [{ value: entry.key, label: entry.label }] : [],
  );
}
