/** The frame around a list of the form: its name, its elements, and a button to add one. */
import { ActionIcon, Button, Radio, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CUSTOMER_LIMITS } from '#shared/customer/limits.ts';
import classes from './edit.module.css';

type ListFrameProps = {
  title: string;
  addLabel: string;
  length: number;
  /** Of the whole list, for the message that it lacks something. */
  id?: string;
  error?: string;
  onAdd: () => void;
  children: ReactNode;
};

export function ListFrame({ title, addLabel, length, id, error, onAdd, children }: ListFrameProps) {
  const isFull = length >= CUSTOMER_LIMITS.list;
  return (
    <fieldset className={classes.list}>
      <legend className={classes.legend}>{title}</legend>
      {children}
      <Button
        id={id}
        aria-describedby={error ? `${id}-error` : undefined}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={onAdd}
        disabled={isFull}
        className={classes.add}
      >
        {isFull ? `No more than ${CUSTOMER_LIMITS.list}` : addLabel}
      </Button>
      {error && (
        <div id={`${id}-error`} className={classes.error}>
          {error}
        </div>
      )}
    </fieldset>
  );
}

type ElementToolsProps = {
  /** Names the element in the labels, such as `e-mail 2`. */
  what: string;
  primary: boolean;
  onPrimary: () => void;
  onRemove: () => void;
};

export function ElementTools({ what, primary, onPrimary, onRemove }: ElementToolsProps) {
  return (
    <div className={classes.tools}>
      <Radio
        size="xs"
        label="Primary"
        aria-label={`Primary ${what}`}
        checked={primary}
        onChange={onPrimary}
      />
      <Tooltip label={`Remove ${what}`}>
        <ActionIcon variant="subtle" color="gray" onClick={onRemove} aria-label={`Remove ${what}`}>
          <IconTrash size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
