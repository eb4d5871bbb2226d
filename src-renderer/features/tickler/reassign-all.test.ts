import { expect, it } from 'vitest';
import { reassignAll } from './reassign-all.ts';

it('goes on where it stopped, under the same id, and gives nothing twice', async () => {
  const chosen = new Set(['a', 'b', 'c']);
  const begun = new Map<string, string>();
  const sent: string[] = [];
  let made = 0;
  let isDown = true;
  const run = () =>
    reassignAll(
      [...chosen].map((id) => ({ id })),
      begun,
      () => `step ${++made}`,
      async ({ id, actionId }) => {
        sent.push(`${id} ${actionId}`);
        if (id === 'b' && isDown) throw new Error('no answer');
      },
      (id) => chosen.delete(id),
    );
  await expect(run()).rejects.toThrow('no answer');
  expect([...chosen]).toEqual(['b', 'c']);
  isDown = false;
  await run();
  expect([...chosen]).toEqual([]);
  expect(sent).toEqual(['a step 1', 'b step 2', 'b step 2', 'c step 3']);
});
