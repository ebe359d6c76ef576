import type { Filter } from "#engine/object.ts";

/** Whose work the page shows: mine, or that of everyone I may see. */
export type Whose = "me" | "team";

export const mine: Filter = { field: "owner", op: "eq", value: { me: true } };
const startOfToday = { ago: "0d" };

export function of(whose: Whose, ...filters: Filter[]): Filter {
  const stated = whose === "me" ? [mine, ...filters] : filters;
  return stated.length === 1 ? stated[0]! : { and: stated };
}

export const open: Filter = { field: "status", op: "eq", value: "open" };
export const won: Filter = { field: "status", op: "eq", value: "won" };
export const dueToday: Filter = { field: "due", op: "within", value: "today" };
export const overdue: Filter = { field: "due", op: "lt", value: startOfToday };
export const followUpToday: Filter = { field: "nextFollowUpAt", op: "within", value: "today" };
export const followUpOverdue: Filter = { field: "nextFollowUpAt", op: "lt", value: startOfToday };
export const soonLost: Filter = { field: "recycleOn", op: "isNotEmpty" };
export const pastCloseDate: Filter = { field: "closeDate", op: "lt", value: startOfToday };
export const stuck: Filter = { field: "stageSince", op: "lt", value: { ago: "30d" } };
export const unanswered: Filter = {
  and: [
    { field: "status", op: "eq", value: "assigned" },
    { field: "lastFollowUpAt", op: "isEmpty" },
  ],
};
export const workable: Filter = { field: "status", op: "in", value: ["new", "assigned", "following"] };

/** The periods that today lies in. */
export const currentPeriod: readonly Filter[] = [
  { field: "startsOn", op: "lte", value: startOfToday },
  { field: "endsOn", op: "gte", value: startOfToday },
];

export const closedWithin = (period: "thisMonth" | "lastMonth"): Filter => ({ field: "closedAt", op: "within", value: period });
export const closesThisMonth: Filter = { field: "closeDate", op: "within", value: "thisMonth" };
