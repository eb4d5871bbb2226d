/** Requests: those that this computer holds, and for privacy officers the register of all there were. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { Register } from './register.tsx';
import classes from './request.module.css';
import { RequestList } from './request-list.tsx';

type PageProps = { me: Me; onOpenCustomer: (id: string, title: string) => void };

const PARTS = [
  { value: 'here', label: 'On this computer' },
  { value: 'register', label: 'Register' },
];

export function RequestPage({ me, onOpenCustomer }: PageProps) {
  const [part, setPart] = useState('here');
  return (
    <section className={classes.page} aria-label="Requests">
      <h1 className={classes.heading}>Requests</h1>
      {may(me.role, 'request.decide') && (
        <SegmentedControl
          size="xs"
          mb="sm"
          data={PARTS}
          value={part}
          onChange={setPart}
          transitionDuration={0}
          aria-label="Which requests"
        />
      )}
      {part === 'register' ? <Register /> : <RequestList me={me} onOpenCustomer={onOpenCustomer} />}
    </section>
  );
}
