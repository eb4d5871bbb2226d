/** The line over the desk while the store is not well, and after a repair. It leaves by itself where it can. */

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { api } from '#renderer/api/client.ts';
import { useStoreStatus } from '#renderer/state/store-status.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import classes from './health-banner.module.css';
import { healthText, rescueText, setBackText } from './texts/store.ts';

export function HealthBanner() {
  const status = useStoreStatus((state) => state.status);
  if (!status) return null;
  const text = healthText(status);
  const { state, rescue, setBack } = status;
  const isGrave = state === 'damaged' || state === 'full' || state === 'readOnly';
  return (
    <>
      {text && (
        <Line isGrave={isGrave} {...text}>
          {state === 'damaged' && (
            <Button size="compact-sm" color="red.9" onClick={() => run(api.session.leaveDamaged())}>
              Repair …
            </Button>
          )}
        </Line>
      )}
      {setBack && (
        <Line isGrave {...setBackText(setBack)}>
          <Button size="compact-sm" variant="default" onClick={() => run(api.store.dismissSetBack())}>
            I have read this
          </Button>
        </Line>
      )}
      {rescue && (
        <Line isGrave={false} {...rescueText(rescue)}>
          {rescue.waiting === 0 && (
            <Button size="compact-sm" variant="default" onClick={() => run(api.store.dismissRescue())}>
              I have read this
            </Button>
          )}
        </Line>
      )}
    </>
  );
}

type LineProps = { isGrave: boolean; title: string; detail: string; children: ReactNode };

function Line({ isGrave, title, detail, children }: LineProps) {
  const Icon = isGrave ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={classes.line} data-grave={isGrave || undefined} role={isGrave ? 'alert' : 'status'}>
      <Icon size={16} className={classes.icon} aria-hidden />
      <span>
        <strong>{title}</strong> {detail}
      </span>
      {children}
    </div>
  );
}

function run(work: Promise<void>): void {
  work.catch(tellProblem);
}
