import type { Filter } from "#engine/object.ts";

/** Contracts that were signed, whatever became of them afterwards. */
export const SIGNED = {
  field: "status",
  op: "in",
  value: ["active", "suspended", "completed", "terminated"],
} as const satisfies Filter;
