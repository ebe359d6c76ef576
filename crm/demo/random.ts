export type Random = {
  /** At least `from`, at most `to`. */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  chance(percent: number): boolean;
};

/** The same seed gives the same company on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (from) => from[Math.floor(next() * from.length)]!,
    chance: (percent) => next() * 100 < percent,
  };
}
