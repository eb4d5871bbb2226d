/** The banner while the core does not answer. It leaves by itself. */
import { IconPlugConnectedX } from '@tabler/icons-react';
import classes from './shell.module.css';

export function LostLine() {
  return (
    <div className={classes.lost} role="alert">
      <IconPlugConnectedX size={16} aria-hidden />
      Callbook’s core is not answering — reconnecting. What you typed is kept.
    </div>
  );
}
