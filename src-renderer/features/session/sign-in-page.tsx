/** The page before sign-in: the product's name, one button, and in words why the last attempt ended. */
import { Anchor, Button, Loader, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { type SignInAttempt, startSignIn } from '#renderer/api/sign-in.ts';
import { FullPage } from '#renderer/components/full-page.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import type { SessionState } from '#shared/api/session.ts';

export function SignInPage({ session }: { session: SessionState }) {
  const [attempt, setAttempt] = useState<SignInAttempt | null>(null);
  const [failure, setFailure] = useState<ProblemCode | null>(null);
  const run = (work: Promise<unknown>) => work.catch((error) => setFailure(problemOf(error)));
  const start = () => {
    setFailure(null);
    void run(startSignIn().then(setAttempt));
  };
  const problem = failure ?? (session.state === 'signedOut' ? session.problem : null);
  return (
    <FullPage>
      <Title order={1}>Callbook</Title>
      <Text c="dimmed">Find a customer, see them whole, change them, note the contact.</Text>
      {session.state === 'signingIn' ? (
        <SigningIn attempt={attempt} onCancel={() => run(api.session.cancelSignIn())} />
      ) : (
        <>
          {problem && <ProblemPanel code={problem} />}
          <Button size="md" onClick={start} loading={session.state === 'starting'}>
            Sign in with your organisation
          </Button>
        </>
      )}
    </FullPage>
  );
}

function SigningIn({ attempt, onCancel }: { attempt: SignInAttempt | null; onCancel: () => void }) {
  return (
    <>
      <Text role="status">
        <Loader size="xs" mr={8} aria-hidden />
        Waiting for you to sign in in your browser …
      </Text>
      {attempt && (
        <Text size="sm" c="dimmed">
          {attempt.opened ? 'No window there? ' : 'Your browser did not open by itself. '}
          <Anchor href={attempt.url} target="_blank" rel="noreferrer">
            Open the sign-in page
          </Anchor>
        </Text>
      )}
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </>
  );
}
