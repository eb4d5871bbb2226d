/** What the choices of a list are called in other languages: a line a choice. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { optionLabelsText, withOptionLabels } from './labels-from.ts';

type Options = AttributeDefinition['options'];
type OptionLabelsInputProps = { options: Options; readOnly: boolean; onChange: (options: Options) => void };

export function OptionLabelsInput({ options, readOnly, onChange }: OptionLabelsInputProps) {
  const [text, setText] = useState(() => optionLabelsText(options));
  const isWrong = withOptionLabels(options, text) === null;
  return (
    <Textarea
      size="xs"
      label="Choices in other languages"
      description="One choice a line, such as “Small | de: Klein | pl: Mały”"
      value={text}
      autosize
      minRows={1}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const read = withOptionLabels(options, event.currentTarget.value);
        if (read) onChange(read);
      }}
      readOnly={readOnly}
      error={isWrong ? 'Begin each line with a choice, then “| language: label”.' : undefined}
    />
  );
}
