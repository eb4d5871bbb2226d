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
  /** Stands before the buttons of the frame. */
  aside?: ReactNode;
  children: ReactNode;
};

export function EntryForm({ command, readOnly, onSave, onClose, aside, children }: EntryFormProps) {
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
        {aside}
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
