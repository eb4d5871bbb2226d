/**
 * Call or write to a contact point, after asking `decide`: what speaks against it is said before the dialler opens.
 * What is blocked cannot be started from here.
 */

import { ActionIcon, Button, Group, Popover, Text } from '@mantine/core';
import { IconMail, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { CHANNEL_TEXTS, windowText } from '#renderer/app/texts/preference.ts';
import { tellProblem } from '#renderer/state/tell-problem.ts';
import type { Decision } from '#shared/preference/decide.ts';
import type { HowToReach } from '#shared/preference/how-to-reach.ts';
import { traceText } from '#shared/preference/trace.ts';

type ReachButtonProps = {
  customerId: string;
  channel: 'call' | 'email';
  point: { id: string; value: string };
};

export function ReachButton({ customerId, channel, point }: ReachButtonProps) {
  const [asked, setAsked] = useState<Advised | null>(null);
  const label = `${channel === 'call' ? 'Call' : 'Write to'} ${point.value}`;
  const reach = async () => {
    try {
      const question = { customerId, purpose: 'service' as const, channel, contactPointId: point.id };
      const { decision, how, at } = await api.contact.decide(question);
      if (decision.verdict === 'allow') return open(channel, point.value);
      setAsked({ decision, how, at: new Date(at) });
    } catch (error) {
      tellProblem(error);
    }
  };
  const Icon = channel === 'call' ? IconPhone : IconMail;
  return (
    <Popover opened={asked !== null} onChange={() => setAsked(null)} trapFocus withArrow width={300}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={() => void reach()}>
          <Icon size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown role="alertdialog" aria-label={label}>
        {asked && (
          <Advice {...asked} onGo={() => open(channel, point.value)} onClose={() => setAsked(null)} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

type Advised = { decision: Decision; how: HowToReach; at: Date };
type AdviceProps = Advised & { onGo: () => void; onClose: () => void };

function Advice({ decision, how, at, onGo, onClose }: AdviceProps) {
  const { verdict, bestChannel } = decision;
  return (
    <>
      <Text fw={600}>{verdict === 'block' ? 'Not now' : 'Think twice'}</Text>
      <Text size="sm">{traceText(decision, at)}.</Text>
      {windowText(how, at) && <Text size="sm">{windowText(how, at)}.</Text>}
      {bestChannel && <Text size="sm">Better: {CHANNEL_TEXTS[bestChannel].toLowerCase()}.</Text>}
      <Group gap="xs" mt="sm">
        <Button size="compact-sm" variant="default" onClick={onClose} data-autofocus>
          Leave it
        </Button>
        {verdict === 'warn' && (
          <Button
            size="compact-sm"
            onClick={() => {
              onGo();
              onClose();
            }}
          >
            Go on anyway
          </Button>
        )}
      </Group>
    </>
  );
}

/** Hands over to the system's dialler or mail program. */
function open(channel: 'call' | 'email', value: string): void {
  const target = channel === 'call' ? `tel:${value.replace(/[^\d+]/gu, '')}` : `mailto:${encodeURI(value)}`;
  window.open(target, '_self');
}
