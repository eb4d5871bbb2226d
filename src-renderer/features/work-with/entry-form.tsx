/** The frame of a form in which one entry of the configuration is changed: what went wrong, the fields, and the way out. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { Command } from './use-command.ts';
import classes from './work-with.module.css';

type EntryFormProps = {
  command: Pick<Command, 'busy' | 'problem'>;
  readOnly: boolean;
  onSave: () => unknown;
  onClose: () => void;
  /** Null where the entry cannot be removed. */
  onRemove?: (() => unknown) | null;
  children: ReactNode;
};

export function EntryForm({ command, readOnly, onSave, onClose, onRemove, children }: EntryFormProps) {
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {command.problem && <ProblemPanel code={command.problem} />}
      {children}
      <div className={classes.footer}>
        {onRemove && !readOnly && (
          <Button variant="subtle" color="red" onClick={onRemove} disabled={command.busy}>
            Delete
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {readOnly ? 'Close' : 'Cancel'}
        </Button>
        {!readOnly && (
          <Button type="submit" loading={command.busy}>
            Save
          </Button>
        )}
      </div>
    </form>
  );
}
