/** How a contact ended: one of the codes that administrators defined, or free words where there are none. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useReasons } from '#renderer/state/reasons.ts';
import { CONTACT_LIMITS } from '#shared/contact/schema.ts';

type WrapUpFieldProps = {
  code: string;
  onChange: (code: string) => void;
  /** True when the contact ended while it was on the screen. */
  takesFocus: boolean;
};

export function WrapUpField({ code, onChange, takesFocus }: WrapUpFieldProps) {
  const reasons = useReasons('wrapUp');
  const select = useRef<HTMLSelectElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) (select.current ?? input.current)?.focus();
  }, [takesFocus]);
  if (reasons.length === 0) {
    return (
      <TextInput
        ref={input}
        label="How it ended"
        maxLength={CONTACT_LIMITS.label}
        value={code}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <NativeSelect
      ref={select}
      size="xs"
      label="How it ended"
      data={[{ value: '', label: 'Choose a code' }, ...reasons]}
      value={code}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
