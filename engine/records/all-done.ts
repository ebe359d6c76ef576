/** Waits for all, also when one fails: whoever takes a write back must not be overtaken by the rest of it. Throws the first failure. */
export async function allDone(works: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(works);
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
