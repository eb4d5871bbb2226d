/** The banner while the core does not answer. It leaves by itself. */
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useDelayed } from '#renderer/components/use-delayed.ts';
import classes from './shell.module.css';

const CLOSED_AFTER_MS = 15_000;

export function LostLine() {
  const isLong = useDelayed(true, CLOSED_AFTER_MS);
  return (
    <div className={classes.lost} role="alert">
      <IconPlugConnectedX size={16} aria-hidden />
      Callbook’s core is not answering — reconnecting. What you typed is kept.
      {isLong && ' If Callbook was closed, open it again from its launcher.'}
    </div>
  );
}
