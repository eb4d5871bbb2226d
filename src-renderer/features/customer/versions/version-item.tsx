/** One version: who, when by both clocks, why, what; and the way back to what was before it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { CHANGE_TEXTS, circumstancesText } from '#renderer/app/texts/changes.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import type { Change } from '#shared/changes/schema.ts';
import type { Customer } from '#shared/customer/schema.ts';
import { ChangedFields } from './changed-fields.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import classes from './versions.module.css';

/** Below this the two clocks say the same to a person. */
const WORTH_SAYING_MS = 60_000;

type VersionItemProps = {
  change: Change;
  model: Customer['model'];
  older: number;
  mayRestore: boolean;
  /** The id of this desk. */
  here: string;
};

export function VersionItem({ change, model, older, mayRestore, here }: VersionItemProps) {
  const [asking, setAsking] = useState(false);
  const { version, kind, actorName, at, madeAt, why, fields, customerId } = change;
  const [taken, made] = [new Date(at), new Date(madeAt)];
  // Versions hold no photo, so there is nothing to go back to where nothing else changed.
  const isRestorable = mayRestore && kind !== 'created' && fields.some(({ path }) => path !== 'photo');
  const isLater = Math.abs(taken.getTime() - made.getTime()) > WORTH_SAYING_MS;
  const circumstances = circumstancesText(change, here);
  return (
    <li className={classes.version}>
      <div className={classes.head}>
        <span className={classes.number}>Version {version}</span>
        <span>
          {CHANGE_TEXTS[kind]} by {actorName}
        </span>
        <time dateTime={at} className={classes.when}>
          {dayTime(taken)}
          {isLater && ` (made on ${dayTime(made)} by the clock of that computer)`}
        </time>
      </div>
      {circumstances && <div className={classes.circumstances}>{circumstances}</div>}
      {why && <div className={classes.why}>{why}</div>}
      {kind !== 'created' && (
        <ChangedFields fields={fields} model={model} none="Nothing that is shown here." />
      )}
      {isRestorable && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Go back to before version ${version}`}
          onClick={() => setAsking(true)}
        >
          Go back to before this
        </Button>
      )}
      <RestoreDialog
        customerId={customerId}
        version={older}
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}
