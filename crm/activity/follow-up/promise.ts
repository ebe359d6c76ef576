type Followed = { promisedAt: string | null; lastFollowUpAt: string | null };

/** When to follow up next: the latest promise, unless somebody has been in touch since. */
export function openPromise({ promisedAt, lastFollowUpAt }: Followed): string | null {
  return promisedAt !== null && promisedAt > (lastFollowUpAt ?? "") ? promisedAt : null;
}

/** True when somebody was in touch after the owner was warned of losing the record. */
export function isAnswered({ warnedAt, lastFollowUpAt }: { warnedAt: string | null; lastFollowUpAt: string | null }): boolean {
  return warnedAt !== null && lastFollowUpAt !== null && lastFollowUpAt >= warnedAt;
}
