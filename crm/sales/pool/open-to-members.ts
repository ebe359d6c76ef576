import type { AccessBranch, Filter } from "#engine/object.ts";

const ownerless: Filter = { field: "owner", op: "isEmpty" };
const inOpenPool: Filter = { field: "pool.enabled", op: "eq", value: true };

/** Rows nobody owns are open to the people of their pool: members may read and claim, its administrators may also assign. */
export const openToPoolMembers: readonly AccessBranch[] = [
  {
    name: "poolMember",
    gives: "read",
    where: { and: [ownerless, inOpenPool, { field: "pool.members", op: "hasAny", value: [{ me: true }] }] },
  },
  {
    name: "poolDepartment",
    gives: "read",
    where: { and: [ownerless, inOpenPool, { field: "pool.memberDepartments", op: "hasAny", value: [{ myDepartment: true }] }] },
  },
  {
    name: "poolAdmin",
    gives: "update",
    where: { and: [ownerless, { field: "pool.admins", op: "hasAny", value: [{ me: true }] }] },
  },
];
