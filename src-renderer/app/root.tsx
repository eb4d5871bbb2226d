/** Which page is shown: refused, starting, sign-in, locked, recovery, or the desk. */
import { Loader, Text, Title } from '@mantine/core';
import { useLine } from '#renderer/api/line.ts';
import { FullPage } from '#renderer/components/full-page.tsx';
import { useDelayed } from '#renderer/components/use-delayed.ts';
import { RecoveryPage } from '#renderer/features/session/recovery-page.tsx';
import { SignInPage } from '#renderer/features/session/sign-in-page.tsx';
import { UnlockPage } from '#renderer/features/session/unlock-page.tsx';
import { useMe, useSession } from '#renderer/state/session.ts';
import type { SessionState } from '#shared/api/session.ts';
import { Desk } from './desk.tsx';
import { HealthBanner } from './health-banner.tsx';
import { LostLine } from './lost-line.tsx';
import classes from './shell.module.css';
import { useSessionFeed } from './use-feeds.ts';

const STARTING_AFTER_MS = 300;
const STARTING_TEXTS = {
  start: 'Callbook is starting …',
  renewKey: 'Encrypting the data on this computer with a new key … Callbook opens by itself when it is done.',
};

export function Root() {
  useSessionFeed();
  const line = useLine();
  const session = useSession((state) => state.session);
  const me = useMe();
  if (line.state === 'refused') return <RefusedPage />;
  if (session.state === 'starting')
    return <StartingPage isLost={line.state === 'lost'} task={session.task} />;
  return (
    <div className={classes.window}>
      {line.state === 'lost' && <LostLine />}
      {me && <HealthBanner />}
      <div className={classes.below}>
        {me ? <Desk key={me.sub} me={me} /> : <ClosedPage session={session} />}
      </div>
    </div>
  );
}

function ClosedPage({ session }: { session: SessionState }) {
  if (session.state === 'locked') return <UnlockPage session={session} />;
  if (session.state === 'recovery') return <RecoveryPage session={session} />;
  return <SignInPage session={session} />;
}

function RefusedPage() {
  return (
    <FullPage>
      <Title order={1}>Open Callbook again from its launcher</Title>
      <Text>
        This page may no longer talk to Callbook: its launch link was used before, or Callbook was restarted.
        Nothing is lost.
      </Text>
      <Text>Close this page, then start Callbook the way you usually do. It opens a new page for you.</Text>
    </FullPage>
  );
}

type StartingProps = { isLost: boolean; task: 'renewKey' | undefined };

function StartingPage({ isLost, task }: StartingProps) {
  const isSlow = useDelayed(true, STARTING_AFTER_MS);
  if (!isSlow) return null;
  return (
    <FullPage>
      <Text role="status" size="lg">
        <Loader size="xs" mr={8} aria-hidden />
        {isLost ? 'Callbook’s core is not answering — reconnecting' : STARTING_TEXTS[task ?? 'start']}
      </Text>
    </FullPage>
  );
}
