import { user } from "#engine/organization/user.object.ts";
import { check } from "#engine/rule.ts";

const nobodyIsHisOwnManager = check(
  user,
  ({ id, managerId }) => (managerId !== null && managerId === id ? { code: "user.own_manager", field: "managerId" } : null),
  { strength: "invariant" },
);

export const rules = [nobodyIsHisOwnManager];
