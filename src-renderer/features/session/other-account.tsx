/** Signing in from a page of a closed store: as somebody else, whose data is in a store of its own, or anew. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { type ProblemCode, problemOf } from '#renderer/api/problem.ts';
import { startSignIn } from '#renderer/api/sign-in.ts';
import { ProblemPanel } from '#renderer/components/problem-panel.tsx';

export function OtherAccount({ label = 'Use another account' }: { label?: string }) {
  const [problem, setProblem] = useState<ProblemCode | null>(null);
  const start = () => {
    setProblem(null);
    startSignIn().catch((error) => setProblem(problemOf(error)));
  };
  return (
    <>
      {problem && <ProblemPanel code={problem} />}
      <Button variant="subtle" onClick={start}>
        {label}
      </Button>
    </>
  );
}
