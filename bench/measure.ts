export type Spread = { p50: number; p95: number; n: number };

type Work = (index: number) => Promise<unknown>;

/** Times one thing after the other, in milliseconds; the first tenth warms up and is not counted. */
export async function spread(times: number, work: Work): Promise<Spread> {
  return (await inTurns(times, [work]))[0]!;
}

/** Times something once for each of the words, as they come: nothing is warm. */
export async function once<T>(words: readonly T[], work: (word: T) => Promise<unknown>): Promise<Spread> {
  const taken: number[] = [];
  for (const word of words) {
    const started = performance.now();
    await work(word);
    taken.push(performance.now() - started);
  }
  return spreadOf(taken);
}

/** Times several things in turns, so that a busy minute of the machine slows each of them alike. */
export async function inTurns(times: number, works: readonly Work[]): Promise<Spread[]> {
  const warm = Math.max(2, Math.ceil(times / 10));
  const taken = works.map((): number[] => []);
  for (let index = 0; index < times + warm; index++) {
    for (const [which, work] of works.entries()) {
      const started = performance.now();
      await work(index);
      if (index >= warm) taken[which]!.push(performance.now() - started);
    }
  }
  return taken.map(spreadOf);
}

/** Requests per second of so many clients, each sending its next when its last is answered. */
export async function throughput(clients: number, seconds: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  let done = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await work(next++);
        done++;
      }
    }),
  );
  return done / ((performance.now() - started) / 1_000);
}

/** The same of several works in turns, three times each for so many seconds: a busy minute of the machine slows each of them alike. */
export async function throughputs(clients: number, seconds: number, works: readonly Work[]): Promise<number[]> {
  const rates = works.map((): number[] => []);
  for (let turn = 0; turn < 3; turn++)
    for (const [which, work] of works.entries()) rates[which]!.push(await throughput(clients, seconds, work));
  return rates.map((each) => each.reduce((sum, rate) => sum + rate, 0) / each.length);
}

function spreadOf(taken: readonly number[]): Spread {
  const sorted = taken.toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), n: sorted.length };
}

/** By the nearest rank: of forty, two are slower than the p95. */
function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * quantile) - 1)] ?? Number.NaN;
}
