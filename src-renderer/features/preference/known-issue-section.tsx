/** Known issues in the dialog: what whoever speaks with the customer must know, how bad it is, when to look again. */
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { v7 as uuid } from 'uuid';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { SEVERITY_TEXTS } from '#renderer/app/texts/preference.ts';
import { CUSTOMER_LIMITS } from '#shared/customer/limits.ts';
import type { KnownIssueElement } from '#shared/preference/schema.ts';
import classes from './preference.module.css';
import { inputId, type PreferenceForm } from './use-preference-form.ts';

const SEVERITIES = Object.entries(SEVERITY_TEXTS).map(([value, label]) => ({ value, label }));

export function KnownIssueSection({ form: { values, issues, change } }: { form: PreferenceForm }) {
  const { knownIssues } = values;
  const set = (at: number, part: Partial<KnownIssueElement>) =>
    change({ knownIssues: knownIssues.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  const error = (at: number) => {
    const code = issues.find(({ path }) => path === `knownIssues.${at}.text`)?.code;
    return code && ISSUE_TEXTS[code];
  };
  const add = () =>
    change({ knownIssues: [...knownIssues, { id: uuid(), text: '', severity: 'caution', reviewAt: null }] });
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>Known issues</legend>
      {knownIssues.map(({ id, text, severity, reviewAt }, at) => (
        <div key={id} className={classes.row}>
          <TextInput
            className={classes.wide}
            id={inputId(`knownIssues.${at}.text`)}
            label="What to know"
            value={text}
            maxLength={CUSTOMER_LIMITS.text}
            error={error(at)}
            onChange={({ currentTarget }) => set(at, { text: currentTarget.value })}
          />
          <NativeSelect
            label="How serious"
            data={SEVERITIES}
            value={severity}
            onChange={({ currentTarget }) => set(at, { severity: currentTarget.value as typeof severity })}
          />
          <TextInput
            label="Look at it again on"
            type="date"
            value={reviewAt ?? ''}
            onChange={({ currentTarget }) => set(at, { reviewAt: currentTarget.value || null })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => change({ knownIssues: knownIssues.filter((_, place) => place !== at) })}
            aria-label={`Remove known issue ${at + 1}`}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={add}
        disabled={knownIssues.length >= CUSTOMER_LIMITS.list}
      >
        Add known issue
      </Button>
    </fieldset>
  );
}
