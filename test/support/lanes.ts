/** Work in several lanes at once, for what mostly waits. */

/** Runs `work` for 0 to `count` - 1, two at a time; the sum of what it returns. */
export async function sumInTwoLanes(count: number, work: (at: number) => Promise<number>): Promise<number> {
  let [total, next] = [0, 0];
  const lane = async () => {
    while (next < count) {
      const one = await work(next++);
      total += one;
    }
  };
  await Promise.all([lane(), lane()]);
  return total;
}
