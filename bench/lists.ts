import type { Filter } from "#engine/object.ts";

export type Person = "rep" | "manager" | "boss";

export type NamedList = {
  name: string;
  as: Person;
  filter: Filter | null;
  sort: string;
  /** Whether an index serves filter and order together: 50 ms at the 95th percentile, 250 ms for the rest. No index serves the rare filter. */
  indexed: boolean;
  /** The same rows, asked for by someone who knows the tables. `SCOPE` stands for the person's rows. */
  where: string;
  order: string;
};

const levelA: Filter = { field: "level", op: "eq", value: "A" };
const north: Filter = { field: "region", op: "eq", value: "north" };
const rare: Filter = {
  and: [levelA, { field: "industry", op: "eq", value: "automotive" }, { field: "source", op: "eq", value: "partner" }, north],
};
const RARE = `level = 'A' and industry = 'automotive' and source = 'partner' and region = 'north'`;
const NEWEST = `created_at desc, id desc`;
const BY_NAME = `name collate "zh-x-icu", id`;
const BY_EMPLOYEES = `employees desc nulls last, id desc`;

/** Twelve lists of accounts: three people, selective, common and rare filters, indexed, name and unindexed order. */
export const LISTS: readonly NamedList[] = [
  { name: "rep, all, newest", as: "rep", filter: null, sort: "-createdAt", indexed: true, where: "true", order: NEWEST },
  { name: "rep, level A, by name", as: "rep", filter: levelA, sort: "name", indexed: true, where: "level = 'A'", order: BY_NAME },
  {
    name: "rep, north, by employees",
    as: "rep",
    filter: north,
    sort: "-employees",
    indexed: false,
    where: "region = 'north'",
    order: BY_EMPLOYEES,
  },
  { name: "rep, rare, newest", as: "rep", filter: rare, sort: "-createdAt", indexed: false, where: RARE, order: NEWEST },
  { name: "manager, all, newest", as: "manager", filter: null, sort: "-createdAt", indexed: true, where: "true", order: NEWEST },
  {
    name: "manager, level A, by name",
    as: "manager",
    filter: levelA,
    sort: "name",
    indexed: true,
    where: "level = 'A'",
    order: BY_NAME,
  },
  {
    name: "manager, level A, by employees",
    as: "manager",
    filter: levelA,
    sort: "-employees",
    indexed: false,
    where: "level = 'A'",
    order: BY_EMPLOYEES,
  },
  { name: "manager, rare, newest", as: "manager", filter: rare, sort: "-createdAt", indexed: false, where: RARE, order: NEWEST },
  {
    name: "boss, north, newest",
    as: "boss",
    filter: north,
    sort: "-createdAt",
    indexed: true,
    where: "region = 'north'",
    order: NEWEST,
  },
  {
    name: "boss, level A, by name",
    as: "boss",
    filter: levelA,
    sort: "name",
    indexed: true,
    where: "level = 'A'",
    order: BY_NAME,
  },
  {
    name: "boss, level A, by employees",
    as: "boss",
    filter: levelA,
    sort: "-employees",
    indexed: false,
    where: "level = 'A'",
    order: BY_EMPLOYEES,
  },
  { name: "boss, rare, newest", as: "boss", filter: rare, sort: "-createdAt", indexed: false, where: RARE, order: NEWEST },
];
