/** E-mails and phones of before, and until when; nothing here reaches anybody. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { dayTime } from '#renderer/app/texts/format.ts';
import type { FormerPoint } from '#shared/customer/contact-points.ts';
import classes from './customer.module.css';

export function FormerPoints({ points }: { points: readonly FormerPoint[] }) {
  const [open, setOpen] = useState(false);
  if (points.length === 0) return null;
  const newestFirst = points.toSorted((a, b) => b.closedAt.localeCompare(a.closedAt));
  return (
    <>
      <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide former ones' : `Former e-mails and phones (${points.length})`}
      </Button>
      {open && (
        <ul className={classes.list} aria-label="Former e-mails and phones">
          {newestFirst.map(({ id, value, label, closedAt }) => (
            <li key={id} className={classes.item} data-closed>
              <span className={classes.value}>{value}</span>
              <span className={classes.label}>
                {[label, `Until ${dayTime(new Date(closedAt))}`].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
