/** The code of an entry, which never changes once it was saved. */
import { TextInput } from '@mantine/core';
import { errorAt } from './issue-text.ts';
import type { Command } from './use-command.ts';

type CodeInputProps = {
  code: string;
  isNew: boolean;
  readOnly: boolean;
  issues: Command['issues'];
  onChange: (code: string) => void;
};

export function CodeInput({ code, isNew, readOnly, issues, onChange }: CodeInputProps) {
  return (
    <TextInput
      label="Code"
      description="Capitals, digits; final"
      value={code}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
      maxLength={10}
      readOnly={readOnly || !isNew}
      data-autofocus={isNew}
      {...errorAt(issues, 'code')}
    />
  );
}
