/** What of the timeline is shown. */
import { Chip, Group, NativeSelect, TextInput } from '@mantine/core';
import { TIMELINE_KIND_TEXTS } from '#renderer/app/texts/contact.ts';
import { TIMELINE_KINDS, type TimelineFilter } from '#shared/contact/timeline.ts';
import classes from './contact.module.css';

type FiltersProps = {
  filter: TimelineFilter;
  people: readonly string[];
  onChange: (filter: TimelineFilter) => void;
};

export function TimelineFilters({ filter, people, onChange }: FiltersProps) {
  const { kinds, by, from, to } = filter;
  const setKinds = (values: string[]) =>
    onChange({ ...filter, kinds: TIMELINE_KINDS.filter((kind) => values.includes(kind)) });
  return (
    <fieldset className={classes.filters} aria-label="Filter the timeline">
      <Chip.Group multiple value={[...kinds]} onChange={setKinds}>
        <Group gap={4}>
          {TIMELINE_KINDS.map((kind) => (
            <Chip key={kind} value={kind} size="xs">
              {TIMELINE_KIND_TEXTS[kind]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <NativeSelect
        size="xs"
        aria-label="By whom"
        data={[{ value: '', label: 'By anybody' }, ...people]}
        value={by}
        onChange={(event) => onChange({ ...filter, by: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        aria-label="From day"
        value={from ?? ''}
        onChange={(event) => onChange({ ...filter, from: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        aria-label="To day"
        value={to ?? ''}
        onChange={(event) => onChange({ ...filter, to: event.currentTarget.value || null })}
      />
    </fieldset>
  );
}

/** The calendar day of an instant where the user is, as `YYYY-MM-DD`. */
export function localDay(at: string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
