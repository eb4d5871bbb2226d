/** Texts that administrators prepared, to begin or go on with a note. Shown where there are any. */
import { NativeSelect } from '@mantine/core';
import { useEntries } from '#renderer/state/configuration.ts';

type TemplateSelectProps = {
  text: string;
  /** Called with the text and the template after it. */
  onChange: (text: string) => void;
};

export function TemplateSelect({ text, onChange }: TemplateSelectProps) {
  const templates = useEntries('reason')
    .filter(({ list, active }) => list === 'template' && active)
    .toSorted((a, b) => a.order - b.order);
  if (templates.length === 0) return null;
  const add = (code: string) => {
    const template = templates.find((one) => one.code === code);
    if (template) onChange(text.trim() === '' ? template.text : `${text.trimEnd()}\n${template.text}`);
  };
  return (
    <NativeSelect
      size="xs"
      aria-label="Add a template"
      data={[
        { value: '', label: 'Template …' },
        ...templates.map(({ code, label }) => ({ value: code, label })),
      ]}
      value=""
      onChange={(event) => add(event.currentTarget.value)}
    />
  );
}
