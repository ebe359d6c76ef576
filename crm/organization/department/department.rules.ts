import { department } from "#engine/organization/department.object.ts";
import { check } from "#engine/rule.ts";

const nobodyIsAboveItself = check(
  department,
  ({ id, parentId }) => (parentId !== null && parentId === id ? { code: "department.own_parent", field: "parentId" } : null),
  { strength: "invariant" },
);

export const rules = [nobodyIsAboveItself];
