/** What a field is called in other languages, behind a button that says in which. */
import { Button, Popover } from '@mantine/core';
import { LabelsInput } from './labels-input.tsx';

type LayoutLabelsProps = {
  name: string;
  labels: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (labels: Record<string, string>) => void;
};

export function LayoutLabels({ name, labels, disabled, onChange }: LayoutLabelsProps) {
  const languages = Object.keys(labels).toSorted().join(', ');
  return (
    <Popover width={280} trapFocus withArrow>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`Languages of ${name}${languages && `: ${languages}`}`}
        >
          {languages || 'Add'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Labels of ${name}`}>
        <LabelsInput
          label={`${name} in other languages`}
          example="de: Nachname"
          labels={labels}
          readOnly={disabled}
          onChange={onChange}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
