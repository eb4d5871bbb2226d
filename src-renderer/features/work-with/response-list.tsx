/** The responses of a category. Making one the default takes it from the other. */
import { ActionIcon, Button, Checkbox, Radio, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import type { FieldIssue } from '#shared/api/errors.ts';
import type { CategoryResponse } from '#shared/configuration/schema.ts';
import { errorAt } from './issue-text.ts';
import classes from './work-with.module.css';

type ResponseListProps = {
  responses: readonly CategoryResponse[];
  issues: readonly FieldIssue[];
  readOnly: boolean;
  onChange: (responses: CategoryResponse[]) => void;
};

const NEW_RESPONSE: CategoryResponse = {
  code: '',
  description: '',
  order: 0,
  active: true,
  isDefault: false,
};

export function ResponseList({ responses, issues, readOnly, onChange }: ResponseListProps) {
  const sorted = responses.toSorted((a, b) => a.order - b.order);
  const put = (list: CategoryResponse[]) => onChange(list.map((one, order) => ({ ...one, order })));
  const change = (at: number, part: Partial<CategoryResponse>) =>
    put(sorted.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const move = (at: number, by: number) => {
    const moved = sorted[at];
    if (moved) put(sorted.toSpliced(at, 1).toSpliced(at + by, 0, moved));
  };
  const setDefault = (at: number) => put(sorted.map((one, place) => ({ ...one, isDefault: place === at })));
  const standard = sorted.findIndex(({ isDefault }) => isDefault);
  const inUse = sorted.filter(({ code }) => issues.some(({ path }) => path === `responses.${code}`));
  return (
    <fieldset className={classes.form} disabled={readOnly} style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" fw={600}>
        Responses
      </Text>
      {sorted.map((response, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the inputs hold no state of their own, and a code may be typed twice
        <div className={classes.response} key={at}>
          <TextInput
            label={`Code ${at + 1}`}
            value={response.code}
            maxLength={10}
            onChange={(event) => change(at, { code: event.currentTarget.value.toUpperCase() })}
            {...errorAt(issues, `responses.${at}.code`)}
          />
          <TextInput
            label={`Description ${at + 1}`}
            value={response.description}
            maxLength={120}
            onChange={(event) => change(at, { description: event.currentTarget.value })}
            {...errorAt(issues, `responses.${at}.description`)}
          />
          <Radio
            name="default-response"
            label="Default"
            aria-label={`Response ${at + 1} is the default`}
            checked={response.isDefault}
            onChange={() => setDefault(at)}
            {...errorAt(issues, `responses.${at}.isDefault`)}
          />
          <Checkbox
            label="Active"
            aria-label={`Response ${at + 1} is active`}
            checked={response.active}
            onChange={(event) => change(at, { active: event.currentTarget.checked })}
          />
          {!readOnly && (
            <RowActions
              at={at}
              last={sorted.length - 1}
              onMove={move}
              onRemove={() => put(sorted.toSpliced(at, 1))}
            />
          )}
        </div>
      ))}
      {(inUse.length > 0 || issues.some(({ code }) => code === 'inUse')) && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {ISSUE_TEXTS.inUse}
        </Text>
      )}
      {!readOnly && (
        <div className={classes.bar}>
          <Button
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => put([...sorted, NEW_RESPONSE])}
          >
            Add response
          </Button>
          {standard !== -1 && (
            <Button variant="subtle" onClick={() => setDefault(-1)}>
              No default
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}

type RowActionsProps = {
  at: number;
  last: number;
  onMove: (at: number, by: number) => void;
  onRemove: () => void;
};

function RowActions({ at, last, onMove, onRemove }: RowActionsProps) {
  const actions = [
    { label: `Move response ${at + 1} up`, icon: IconArrowUp, off: at === 0, run: () => onMove(at, -1) },
    {
      label: `Move response ${at + 1} down`,
      icon: IconArrowDown,
      off: at === last,
      run: () => onMove(at, 1),
    },
    { label: `Remove response ${at + 1}`, icon: IconTrash, off: false, run: onRemove },
  ];
  return (
    <div>
      {actions.map(({ label, icon: Icon, off, run }) => (
        <Tooltip label={label} key={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={off} onClick={run}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
