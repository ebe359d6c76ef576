import type { RecordOf } from "#engine/object.ts";
import type { quote } from "./quote.object.ts";

/** Why no contract or order can be made of a quote. */
export function blockedFromTaking({ status, remainingCount }: RecordOf<typeof quote>): string | null {
  if (status !== "accepted") return "quote.not_accepted";
  return (remainingCount ?? 0) === 0 ? "quote.nothing_left" : null;
}
