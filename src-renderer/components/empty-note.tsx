/** What stands where there is nothing to show: why, and what to do. */
import type { ReactNode } from 'react';
import classes from './panel.module.css';

export function EmptyNote({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <div className={classes.emptyTitle}>{title}</div>
      {children}
    </div>
  );
}
