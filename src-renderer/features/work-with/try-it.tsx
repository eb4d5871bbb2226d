/** A definition as it would be on the form, to be tried before anybody is asked to approve it. Nothing of it is kept. */
import { Text } from '@mantine/core';
import { useState } from 'react';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { AttributeInput } from '#renderer/components/attribute-input.tsx';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { labelIn } from '#shared/profile/attribute-label.ts';
import { isEmpty, valueIssue } from '#shared/profile/attribute-value.ts';
import type { AttributeValue } from '#shared/profile/schema.ts';
import classes from './work-with.module.css';

export function TryIt({ definition }: { definition: AttributeDefinition }) {
  const [tried, setTried] = useState<{ type: string; value: AttributeValue }>({ type: '', value: null });
  const value = tried.type === definition.type ? tried.value : definition.defaultValue;
  const isMissing = definition.required && isEmpty(value);
  const issue = isMissing ? 'required' : valueIssue({ ...definition, state: 'active' }, value, null);
  const isTouched = tried.type === definition.type;
  return (
    <section className={classes.entry} aria-label="Try it">
      <Text size="sm" c="dimmed">
        Try it: this is how the form will show it. What you type here is not kept.
      </Text>
      <AttributeInput
        key={definition.type}
        definition={definition}
        value={value}
        onChange={(next) => setTried({ type: definition.type, value: next })}
        common={{
          id: 'attribute-trial',
          label: labelIn(definition, navigator.language) || 'No label yet',
          withAsterisk: definition.required,
          readOnly: false,
          ...(definition.help && { description: definition.help }),
          ...(isTouched && issue && { error: ISSUE_TEXTS[issue] }),
        }}
      />
      <Text size="sm" role="status">
        {isTouched && (issue ? 'This would not be saved.' : 'This would be saved.')}
      </Text>
    </section>
  );
}
