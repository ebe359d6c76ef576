import { isMore } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import type { receipt } from "./receipt.object.ts";

/** Why nothing of a receipt can be allocated or paid back. */
export function blockedFromUse({ status, unallocated }: RecordOf<typeof receipt>): string | null {
  if (status === "unclaimed") return "receipt.unclaimed";
  if (status === "void") return "receipt.void";
  if (status === "claimed") return "receipt.not_confirmed";
  return isMore(unallocated, "0") ? null : "receipt.nothing_left";
}
