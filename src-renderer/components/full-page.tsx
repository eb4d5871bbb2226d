/** A page of its own, in the middle of the window. */
import type { ReactNode } from 'react';
import classes from './full-page.module.css';

export function FullPage({ children }: { children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.box}>{children}</div>
    </main>
  );
}
