/** Narrowing and ordering the list, and the searches that are kept under names. */
import { ActionIcon, Indicator, Popover, Select } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { CUSTOMER_SORTS, type CustomerSort } from '#shared/api/search.ts';
import { conditionsOf } from '#shared/search/filter.ts';
import { FilterForm } from './filter-form.tsx';
import { useFind } from './find-store.ts';
import { KeptSearches } from './kept-searches.tsx';

const SORT_TEXTS: Record<CustomerSort, string> = {
  best: 'Best match',
  name: 'Name',
  since: 'Longest customers',
  lastContact: 'Last contact',
};
const SORTS = CUSTOMER_SORTS.map((value) => ({ value, label: SORT_TEXTS[value] }));

export function FilterBar() {
  const { filter, sort, narrow } = useFind();
  const [opened, setOpened] = useState(false);
  const count = filter ? conditionsOf(filter).length : 0;
  return (
    <>
      <Select
        size="xs"
        w={132}
        aria-label="Order"
        data={SORTS}
        value={sort}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
        onChange={(next) =>
          narrow({ filter, sort: SORTS.find(({ value }) => value === next)?.value ?? 'best' })
        }
      />
      <Popover opened={opened} onChange={setOpened} width={300} position="bottom-end" trapFocus withinPortal>
        <Indicator label={count} size={14} disabled={count === 0} inline>
          <Popover.Target>
            <ActionIcon
              variant={count > 0 ? 'light' : 'subtle'}
              aria-label={count > 0 ? `Filter, ${count} chosen` : 'Filter'}
              aria-expanded={opened}
              onClick={() => setOpened((open) => !open)}
            >
              <IconFilter size={16} aria-hidden />
            </ActionIcon>
          </Popover.Target>
        </Indicator>
        <Popover.Dropdown>
          <FilterForm onDone={() => setOpened(false)} />
        </Popover.Dropdown>
      </Popover>
      <KeptSearches />
    </>
  );
}
