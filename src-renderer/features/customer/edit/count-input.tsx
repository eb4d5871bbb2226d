/** A whole number that may be left open. What is no number stays as it was typed, and is said to be none. */
import { NumberInput } from '@mantine/core';

type CountInputProps = {
  value: number | null;
  onChange: (value: number | null) => void;
  id: string;
  label: string;
  error?: string;
  readOnly: boolean;
  withAsterisk: boolean;
};

export function CountInput({ value, onChange, ...common }: CountInputProps) {
  return (
    <NumberInput
      value={value ?? ''}
      onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      placeholder="Not known"
      {...common}
    />
  );
}
