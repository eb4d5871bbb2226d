/** A part of the screen that could not be shown: what happened, and its own retry. */
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ProblemCode } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS, type ProblemText } from '#renderer/app/texts/problems.ts';
import classes from './panel.module.css';

type ProblemPanelProps = {
  code: ProblemCode;
  /** In place of the words that this code has everywhere. */
  text?: ProblemText;
  onRetry?: () => void;
};

export function ProblemPanel({ code, text = PROBLEM_TEXTS[code], onRetry }: ProblemPanelProps) {
  const { title, detail } = text;
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <div>
        <Text fw={600}>{title}</Text>
        <Text size="sm">{detail}</Text>
        {onRetry && (
          <Button variant="default" mt="xs" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
