/**
 * Asks with every change, answers with the latest.
 *
 * Invariants
 * - At most one question is under way; of those asked meanwhile only the newest is asked next.
 * - Answers arrive in the order their questions were asked: an older one never overwrites a newer one.
 */
export type Outcome<A> = { answer: A } | { error: unknown };

/** Wraps `ask`; `show` gets each answer with its question. */
export function latestWins<Q, A>(
  ask: (question: Q) => Promise<A>,
  show: (question: Q, outcome: Outcome<A>) => void,
): (question: Q) => void {
  let underWay = false;
  let next: { question: Q } | null = null;
  const run = async (question: Q) => {
    underWay = true;
    const outcome = await ask(question).then(
      (answer): Outcome<A> => ({ answer }),
      (error: unknown): Outcome<A> => ({ error }),
    );
    underWay = false;
    show(question, outcome);
    if (!next) return;
    const { question: following } = next;
    next = null;
    void run(following);
  };
  return (question) => {
    if (underWay) next = { question };
    else void run(question);
  };
}
