/** The register, asked from the server when it is shown and whenever the person wants it anew. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import type { RegisterEntry } from '#shared/request/register.ts';

type Known = { entries: RegisterEntry[] | null; problem: ProblemCode | null };

export function useRegister(): Known & { reload: () => void } {
  const [known, setKnown] = useState<Known>({ entries: null, problem: null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is what asks again
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    api.request.register(undefined, { signal }).then(
      (entries) => setKnown({ entries, problem: null }),
      (error: unknown) => signal.aborted || setKnown({ entries: null, problem: problemOf(error) }),
    );
    return () => controller.abort();
  }, [round]);
  return { ...known, reload: () => setRound((before) => before + 1) };
}
