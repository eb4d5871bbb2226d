/** Labels in several languages, one a line. What is no label yet stays in the box, said to be none. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { labelsFrom, labelsText } from './labels-from.ts';

type LabelsInputProps = {
  label: string;
  example: string;
  labels: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (labels: Record<string, string>) => void;
};

export function LabelsInput({ label, example, labels, readOnly, onChange }: LabelsInputProps) {
  const [text, setText] = useState(() => labelsText(labels));
  const isWrong = labelsFrom(text) === null;
  return (
    <Textarea
      size="xs"
      label={label}
      description={`One a line, such as “${example}”`}
      value={text}
      autosize
      minRows={1}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const read = labelsFrom(event.currentTarget.value);
        if (read) onChange(read);
      }}
      readOnly={readOnly}
      error={isWrong ? 'Begin each line with a language of two letters and a colon.' : undefined}
    />
  );
}
