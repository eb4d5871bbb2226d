import { describe, expect, it } from 'vitest';
import { latestWins } from './latest.ts';

/** A core that answers when it is told to. */
function slowCore() {
  const asked: { question: string; answer: () => Promise<void>; fail: () => Promise<void> }[] = [];
  const ask = (question: string) =>
    new Promise<string>((resolve, reject) => {
      const settled = async (settle: () => void) => {
        settle();
        await new Promise((done) => setTimeout(done));
      };
      asked.push({
        question,
        answer: () => settled(() => resolve(`answer to ${question}`)),
        fail: () => settled(() => reject(new Error('gone'))),
      });
    });
  return { asked, ask };
}

describe('latest wins', () => {
  it('asks one question at a time and skips those overtaken meanwhile', async () => {
    const { asked, ask } = slowCore();
    const shown: string[] = [];
    const search = latestWins(ask, (question) => shown.push(question));
    for (const text of ['m', 'mu', 'mül', 'müll']) search(text);
    expect(asked.map(({ question }) => question)).toEqual(['m']);
    await asked[0]?.answer();
    expect(asked.map(({ question }) => question)).toEqual(['m', 'müll']);
    await asked[1]?.answer();
    expect(shown).toEqual(['m', 'müll']);
  });

  it('goes on after a failure', async () => {
    const { asked, ask } = slowCore();
    const shown: unknown[] = [];
    const search = latestWins(ask, (_question, outcome) =>
      shown.push('error' in outcome ? 'error' : outcome.answer),
    );
    search('a');
    search('b');
    await asked[0]?.fail();
    await asked[1]?.answer();
    expect(shown).toEqual(['error', 'answer to b']);
  });
});
