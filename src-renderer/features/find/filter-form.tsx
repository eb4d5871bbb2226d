/** The form of the filter: what is chosen takes effect at once. */
import { Button, Group, MultiSelect, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { CUSTOMER_FLAGS, CUSTOMER_STATUSES } from '#shared/customer/schema.ts';
import { draftOf, EMPTY_DRAFT, type FilterDraft, filterOf } from './filter-draft.ts';
import { useFind } from './find-store.ts';
import { PairChoices } from './pair-choices.tsx';

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
      <PairChoices pairs={draft.pairs} onChange={(pairs) => put({ pairs })} />
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
