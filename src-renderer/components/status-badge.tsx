/** A status or flag as word and shape; colour only repeats what they say. */
import type { ComponentType } from 'react';
import classes from './status-badge.module.css';

export type BadgeTone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent';
export type BadgeIcon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

export function StatusBadge({ icon: Icon, text, tone }: { icon: BadgeIcon; text: string; tone: BadgeTone }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={13} stroke={2} aria-hidden />
      {text}
    </span>
  );
}
