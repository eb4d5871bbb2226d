/** The page of a store that does not open: what is safe, what waits, what to do, and nothing done by itself. */
import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { PROBLEM_TEXTS } from '#renderer/app/texts/problems.ts';
import { ADVICE_TEXTS, REMEDY_TEXTS, unsentText } from '#renderer/app/texts/store.ts';
import { FullPage } from '#renderer/components/full-page.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { REMEDIES, type SessionState } from '#shared/api/session.ts';
import { OtherAccount } from './other-account.tsx';
import classes from './recovery-page.module.css';
import { RemedyDialog } from './remedy-dialog.tsx';

type RecoveryState = Extract<SessionState, { state: 'recovery' }>;

export function RecoveryPage({ session }: { session: RecoveryState }) {
  const { problem, unsent, needsPin } = session;
  const [asking, setAsking] = useState(false);
  const { title, detail } = PROBLEM_TEXTS[problem];
  const remedy = REMEDIES[problem];
  return (
    <FullPage>
      <Title order={1}>{title}</Title>
      <dl className={classes.facts}>
        <Fact term="What is safe" text={detail} />
        <Fact term="What waits" text={unsentText(unsent)} />
        <Fact term="What you can do" text={ADVICE_TEXTS[problem]} />
      </dl>
      <Group gap="xs">
        <TryAgain isMain={remedy === null} />
        {remedy && (
          <Button variant={remedy === 'salvage' ? 'filled' : 'default'} onClick={() => setAsking(true)}>
            {REMEDY_TEXTS[remedy].label}
          </Button>
        )}
        {problem === 'LEASE_ENDED' ? <OtherAccount label="Sign in again" /> : <OtherAccount />}
      </Group>
      {remedy && (
        <RemedyDialog
          opened={asking}
          remedy={remedy}
          unsent={unsent}
          needsPin={needsPin}
          onClose={() => setAsking(false)}
        />
      )}
    </FullPage>
  );
}

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <Text>{text}</Text>
      </dd>
    </>
  );
}

function TryAgain({ isMain }: { isMain: boolean }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ProblemCode | null>(null);
  const retry = async () => {
    setBusy(true);
    setFailure(null);
    await api.session.retry().catch((error) => setFailure(problemOf(error)));
    setBusy(false);
  };
  return (
    <>
      {failure && <ProblemPanel code={failure} />}
      <Button variant={isMain ? 'filled' : 'default'} loading={busy} onClick={retry} autoFocus>
        Try again
      </Button>
    </>
  );
}
