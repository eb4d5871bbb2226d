/** Asks before signing out, and says what that does to what is unsaved or waits. */
import { useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';
import { purgeDrafts } from '#renderer/drafts/mirror.ts';
import { useSyncStatus } from '#renderer/state/sync-status.ts';
import { changes } from './texts/sync.ts';
import { countUnsaved } from './unsaved.ts';

export function SignOutDialog({ opened, onStay }: { opened: boolean; onStay: () => void }) {
  const waiting = useSyncStatus(({ status }) => status?.waiting ?? 0);
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const signOut = async () => {
    try {
      await api.session.signOut();
      await purgeDrafts();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const unsaved = opened ? countUnsaved() : 0;
  return (
    <ConfirmDialog
      opened={opened}
      title="Sign out?"
      confirmLabel="Sign out"
      cancelLabel="Stay signed in"
      onConfirm={signOut}
      onCancel={onStay}
    >
      {problem && <ProblemPanel code={problem} />}
      {waiting > 0 && (
        <p>
          {changes(waiting)} not sent yet. {waiting === 1 ? 'It stays' : 'They stay'} encrypted on this
          computer and can only be sent after you sign in here again.
        </p>
      )}
      {unsaved > 0 && (
        <p>
          What you typed about {unsaved === 1 ? '1 customer' : `${unsaved} customers`} is not saved and is
          thrown away.
        </p>
      )}
      {waiting === 0 && unsaved === 0 && <p>Everything is saved and sent.</p>}
    </ConfirmDialog>
  );
}
