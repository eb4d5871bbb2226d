/** A key to press, as it is written on a keyboard. */
import classes from './key-hint.module.css';

export function KeyHint({ keys }: { keys: string }) {
  return <kbd className={classes.key}>{keys}</kbd>;
}
