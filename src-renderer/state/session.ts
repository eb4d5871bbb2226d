/** Who is at the desk, as the core last said. */
import { create } from 'zustand';
import type { SessionState } from '#shared/api/session.ts';
import type { Me } from '#shared/permission/me.ts';

type SessionStore = { session: SessionState; setSession: (session: SessionState) => void };

export const useSession = create<SessionStore>((set) => ({
  session: { state: 'starting' },
  setSession: (session) => set({ session }),
}));

/** The signed-in user, or null. */
export function useMe(): Me | null {
  return useSession(({ session }) => (session.state === 'signedIn' ? session.me : null));
}
