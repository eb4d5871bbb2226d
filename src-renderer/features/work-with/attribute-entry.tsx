/** One definition: where it stands, who said what, and the next steps. */
import { Button, Group, Text, TextInput } from '@mantine/core';
import {
  IconArchive,
  IconCircleCheck,
  IconPencil,
  IconProgressCheck,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { ATTRIBUTE_STATE_TEXTS, ATTRIBUTE_TYPE_TEXTS } from '#renderer/app/texts/configuration.ts';
import { ISSUE_TEXTS } from '#renderer/app/texts/customer.ts';
import { dayTime } from '#renderer/app/texts/format.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { type BadgeIcon, type BadgeTone, StatusBadge } from '#renderer/components/status-badge.tsx';
import type { ItemOf } from '#renderer/state/configuration.ts';
import { isFrozen, mayJudge, mayStep } from '#shared/configuration/lifecycle.ts';
import { stepPermission } from '#shared/configuration/permission.ts';
import type { AttributeDefinition } from '#shared/configuration/schema.ts';
import { mayChangeEntry } from '#shared/edition/edition.ts';
import type { Me } from '#shared/permission/me.ts';
import { may } from '#shared/permission/roles.ts';
import { type Command, useCommand, useIsOnline } from './use-command.ts';
import classes from './work-with.module.css';

const BADGES: Record<AttributeDefinition['state'], { icon: BadgeIcon; tone: BadgeTone }> = {
  draft: { icon: IconPencil, tone: 'neutral' },
  proposed: { icon: IconProgressCheck, tone: 'warn' },
  approved: { icon: IconRosetteDiscountCheck, tone: 'accent' },
  active: { icon: IconCircleCheck, tone: 'good' },
  archived: { icon: IconArchive, tone: 'neutral' },
};

const STEPS = [
  { to: 'proposed', label: 'Propose', done: 'proposed' },
  { to: 'active', label: 'Activate', done: 'active now' },
  { to: 'archived', label: 'Archive', done: 'archived' },
  { to: 'draft', label: 'Back to draft', done: 'a draft again' },
] as const;

type AttributeEntryProps = { item: ItemOf<'attribute'>; me: Me; onOpen: () => void };

export function AttributeEntry({ item: { id, rev, entry }, me, onOpen }: AttributeEntryProps) {
  const command = useCommand();
  const isOnline = useIsOnline();
  const { label, key, type, state } = entry;
  const steps = STEPS.filter(({ to }) => mayStep(state, to) && may(me.role, stepPermission(to)));
  const off = !isOnline || command.busy || !mayChangeEntry('attribute', me);
  return (
    <section className={classes.entry} aria-label={label}>
      <Group gap={10}>
        <Text fw={600}>{label}</Text>
        <StatusBadge {...BADGES[state]} text={ATTRIBUTE_STATE_TEXTS[state]} />
        <Text size="sm" c="dimmed">
          <span className={classes.code}>{key}</span> · {ATTRIBUTE_TYPE_TEXTS[type]}
        </Text>
      </Group>
      <Sayings definition={entry} />
      {command.problem && <ProblemPanel code={command.problem} />}
      {command.issues.map(({ path, code }) => (
        <Text size="sm" key={path} role="alert">
          {path === 'approvers' ? 'Name at least one approver who is not you.' : ISSUE_TEXTS[code]}
        </Text>
      ))}
      <Group gap={8}>
        <Button variant="default" onClick={onOpen}>
          Open
        </Button>
        {steps.map(({ to, label: text, done }) => (
          <Button
            key={to}
            variant="default"
            disabled={off}
            onClick={() => command.run(() => api.configuration.step({ id, rev, to }), `${label} is ${done}`)}
          >
            {text}
          </Button>
        ))}
        {may(me.role, 'attribute.propose') && !isFrozen(entry) && state === 'draft' && (
          <Button
            variant="subtle"
            color="red"
            disabled={off}
            onClick={() =>
              command.run(
                () => api.configuration.remove({ id, rev, kind: 'attribute' }),
                `${label} is deleted`,
              )
            }
          >
            Delete
          </Button>
        )}
      </Group>
      {may(me.role, 'attribute.approve') && mayJudge(entry, me.sub) && (
        <Verdict id={id} rev={rev} label={label} command={command} off={off} />
      )}
    </section>
  );
}

function Sayings({
  definition: { approvals, approvers, state, names },
}: {
  definition: AttributeDefinition;
}) {
  const nameOf = (sub: string) => names[sub] ?? sub;
  return (
    <div>
      {state === 'proposed' && (
        <Text size="sm" c="dimmed">
          Waits for {new Intl.ListFormat('en').format(approvers.map(nameOf))}.
        </Text>
      )}
      {approvals.map(({ by, at, verdict, comment }) => (
        <Text size="sm" c="dimmed" key={`${by} ${at}`}>
          {nameOf(by)} {verdict} it, {dayTime(new Date(at))}
          {comment && `: ${comment}`}
        </Text>
      ))}
    </div>
  );
}

type VerdictProps = { id: string; rev: string; label: string; command: Command; off: boolean };

function Verdict({ id, rev, label, command, off }: VerdictProps) {
  const [comment, setComment] = useState('');
  const say = (verdict: 'approved' | 'refused') =>
    command.run(
      () => api.configuration.judge({ id, rev, verdict, comment: comment.trim() }),
      verdict === 'approved' ? `You approved ${label}` : `You refused ${label}`,
    );
  return (
    <Group gap={8} align="flex-end">
      <TextInput
        label="Your comment"
        value={comment}
        maxLength={500}
        onChange={(event) => setComment(event.currentTarget.value)}
        style={{ flex: '1 1 240px' }}
      />
      <Button disabled={off} onClick={() => say('approved')}>
        Approve
      </Button>
      <Button variant="default" disabled={off} onClick={() => say('refused')}>
        Refuse
      </Button>
    </Group>
  );
}
