import { check } from "#engine/rule.ts";
import { contact } from "./contact.object.ts";

const nobodyReportsToHimself = check(
  contact,
  ({ id, reportsToId }) =>
    reportsToId !== null && reportsToId === id ? { code: "contact.own_superior", field: "reportsToId" } : null,
  { strength: "invariant" },
);

export const rules = [nobodyReportsToHimself];
