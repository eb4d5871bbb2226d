/**
 * A date of birth in three inputs, because the year may be unknown. While it is typed, parts that are missing are 0,
 * which no calendar has, so that half a date is never taken for a whole one.
 */
import { NumberInput, Select } from '@mantine/core';
import { useMemo } from 'react';
import { monthChoices } from '#renderer/app/texts/format.ts';
import type { Birth } from '#shared/customer/person.ts';
import classes from './edit.module.css';

type BirthInputProps = {
  value: Birth | null;
  onChange: (value: Birth | null) => void;
  id: string;
  label: string;
  error?: string;
  readOnly: boolean;
};

const NOTHING: Birth = { day: 0, month: 0, year: null };

export function BirthInput({ value, onChange, id, label, error, readOnly }: BirthInputProps) {
  const birth = value ?? NOTHING;
  const months = useMemo(monthChoices, []);
  const set = (part: Partial<Birth>) => {
    const next = { ...birth, ...part };
    onChange(next.day === 0 && next.month === 0 && next.year === null ? null : next);
  };
  return (
    <fieldset className={classes.birth} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.birthParts}>
        <NumberInput
          id={id}
          aria-label={`${label}: day`}
          placeholder="Day"
          value={birth.day || ''}
          onChange={(typed) => set({ day: Number(typed) })}
          error={Boolean(error)}
          readOnly={readOnly}
          allowDecimal={false}
          allowNegative={false}
          hideControls
        />
        <Select
          aria-label={`${label}: month`}
          placeholder="Month"
          data={months}
          value={birth.month ? String(birth.month) : null}
          onChange={(month) => set({ month: Number(month ?? 0) })}
          error={Boolean(error)}
          readOnly={readOnly}
        />
        <NumberInput
          aria-label={`${label}: year, if known`}
          placeholder="Year"
          value={birth.year ?? ''}
          onChange={(typed) => set({ year: typed === '' ? null : Number(typed) })}
          error={Boolean(error)}
          readOnly={readOnly}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=""
          hideControls
        />
      </div>
      {error && (
        <div id={`${id}-error`} className={classes.error}>
          {error}
        </div>
      )}
    </fieldset>
  );
}
