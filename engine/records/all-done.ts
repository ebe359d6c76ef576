/** What statements sent behind a refused one are told: that the transaction is over, or that they were never prepared; and not why. */
const BEHIND_A_FAILURE: ReadonlySet<string> = new Set(["25P02", "26000"]);

/**
 * Waits for all, also when one fails: whoever takes a write back must not be overtaken by the rest of it. Throws the first failure
 * that says what went wrong.
 */
export async function allDone(works: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(works);
  const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
  if (failures.length > 0) throw failures.find(({ code }) => !BEHIND_A_FAILURE.has(code)) ?? failures[0];
}
