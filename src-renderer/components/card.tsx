/** A titled section of a page. */
import type { ReactNode } from 'react';
import classes from './card.module.css';

type CardProps = { title: string; children: ReactNode; aside?: ReactNode };

export function Card({ title, aside, children }: CardProps) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
