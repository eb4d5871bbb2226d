/** Work with controls: each with its code, what it does, what it may be, and who set it last. */
import { Button, NumberInput, Select, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { v7 as uuid } from 'uuid';
import { api } from '#renderer/api/client.ts';
import { CONTROL_TEXTS } from '#renderer/app/texts/configuration.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { type ItemOf, useControls, useItems } from '#renderer/state/configuration.ts';
import {
  CONTROL_CODES_IN_USE,
  CONTROL_RULES,
  type ControlCode,
  controlIssue,
  withoutEffect,
} from '#shared/configuration/controls.ts';
import { mayWrite } from '#shared/configuration/permission.ts';
import type { SystemControl } from '#shared/configuration/schema.ts';
import type { Me } from '#shared/permission/me.ts';
import { errorAt } from './issue-text.ts';
import { useCommand, useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

type Value = SystemControl['value'];

export function ControlsTab({ me }: { me: Me }) {
  const items = useItems('control');
  const values = useControls();
  const idle = withoutEffect(values);
  return (
    <div className={classes.panel}>
      {CONTROL_CODES_IN_USE.map((code) => {
        const item = items.find(({ entry }) => entry.code === code);
        return (
          <ControlRow
            key={`${code} ${item?.rev}`}
            code={code}
            stands={values[code]}
            item={item}
            me={me}
            idle={idle.includes(code)}
          />
        );
      })}
    </div>
  );
}

type ControlRowProps = {
  code: ControlCode;
  stands: Value;
  item: ItemOf<'control'> | undefined;
  me: Me;
  idle: boolean;
};

function ControlRow({ code, stands, item, me, idle }: ControlRowProps) {
  const [value, setValue] = useState<Value>(stands);
  const command = useCommand();
  const isOnline = useIsOnline();
  const mayEdit = mayWrite(me.role, 'control');
  const { name, detail } = CONTROL_TEXTS[code];
  const save = () => {
    const issue = controlIssue(code, value);
    if (issue) return command.refuse([{ path: 'value', code: issue }]);
    const entry = { kind: 'control' as const, code, value };
    const given = { id: item?.id ?? uuid(), rev: item?.rev ?? '', entry };
    return command.run(() => api.configuration.save(given), `${code} is set`);
  };
  return (
    <section className={classes.control} aria-label={`${code} ${name}`}>
      <div>
        <Text fw={600}>
          <span className={classes.code}>{code}</span> {name}
        </Text>
        <Text size="sm" c="dimmed">
          {detail} {item && `Set by ${item.updatedBy}, ${dayTime(new Date(item.updatedAt))}.`}
        </Text>
        {idle && <Text size="sm">This has no effect while L37 is not INTERACT.</Text>}
        {command.problem && command.problem !== 'INVALID' && <ProblemPanel code={command.problem} />}
      </div>
      <ControlInput
        code={code}
        value={value}
        onChange={setValue}
        disabled={!mayEdit}
        {...errorAt(command.issues, 'value')}
      />
      {mayEdit && (
        <Button
          onClick={save}
          disabled={!isOnline || value === stands}
          loading={command.busy}
          variant="default"
        >
          Save {code}
        </Button>
      )}
    </section>
  );
}

type ControlInputProps = {
  code: ControlCode;
  value: Value;
  onChange: (value: Value) => void;
  disabled: boolean;
  error?: string;
};

function ControlInput({ code, value, onChange, ...rest }: ControlInputProps) {
  const rule = CONTROL_RULES[code];
  const label = `Value of ${code}`;
  if (rule.type === 'boolean') {
    return (
      <Switch
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        label={value === true ? 'Yes' : 'No'}
        aria-label={label}
        {...rest}
      />
    );
  }
  if (rule.type === 'choice') {
    return (
      <Select
        data={[...rule.choices]}
        value={String(value)}
        onChange={(chosen) => chosen && onChange(chosen)}
        allowDeselect={false}
        aria-label={label}
        {...rest}
      />
    );
  }
  if (rule.type === 'number') {
    return (
      <NumberInput
        size="xs"
        value={Number(value)}
        onChange={(number) => onChange(typeof number === 'number' ? number : -1)}
        min={rule.min}
        max={rule.max}
        aria-label={label}
        {...rest}
      />
    );
  }
  return (
    <TextInput
      value={String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={rule.max}
      aria-label={label}
      {...rest}
    />
  );
}
