import { choice, date, defineObject, figure, longText, money, owner, reference, rollup, text } from "#engine/object.ts";

export const target = defineObject({
  name: "target",
  plural: "targets",
  title: "name",
  area: "sales",
  icon: "flag",

  fields: {
    name: text({ max: 120, changedBy: "rules" }),
    metric: choice(["contractAmount", "receipts"], { required: true, default: "contractAmount", indexed: true }),
    period: choice(["month", "quarter", "year"], { required: true, default: "quarter" }),
    startsOn: date({ required: true, indexed: true }),
    endsOn: date({ changedBy: "rules" }),
    unit: choice(["company", "department", "person"], { required: true, default: "person" }),
    department: reference("department", { onDelete: "restrict", showsTitle: true }),
    owner: owner({ spells: false }),
    /** Names what the target is for: there is one of a kind for each unit and period. */
    slot: text({ max: 200, unique: true, changedBy: "rules", internal: true }),
    parent: reference("target", { onDelete: "clear", showsTitle: true }),
    floor: money({ required: true, min: 0 }),
    stretch: money({ min: 0 }),
    attained: figure("money"),
    progress: figure("percent"),
    missing: figure("money"),
    stretchProgress: figure("percent"),
    handedDown: rollup({ kind: "sum", of: "target", by: "parent", field: "floor" }),
    notHandedDown: money({ changedBy: "rules" }),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "none", read: "own", update: "none", delete: "none" },
  branches: [
    { name: "wholeCompany", gives: "read", where: { field: "unit", op: "eq", value: "company" } },
    { name: "myDepartment", gives: "read", where: { field: "department", op: "eq", value: { myDepartment: true } } },
  ],

  list: ["name", "metric", "floor", "stretch", "attained", "progress", "missing", "stretchProgress"],
  period: "startsOn",
  form: {
    target: ["metric", "period", "startsOn", "unit", "department", "owner", "parent"],
    value: ["floor", "stretch", "currency", "attained", "progress", "missing", "stretchProgress"],
    below: ["handedDown", "notHandedDown", "remark"],
  },
  facts: ["metric", "floor", "attained", "progress", "missing"],
  related: [{ object: "target", by: "parent", columns: ["name", "floor", "attained", "progress"], sum: "floor", sort: "name" }],
  views: {
    current: {
      filter: {
        and: [
          { field: "startsOn", op: "lte", value: { ago: "0d" } },
          { field: "endsOn", op: "gte", value: { ago: "0d" } },
        ],
      },
      sort: "name",
    },
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-startsOn" },
    all: { sort: "-startsOn" },
  },
  search: false,
  timeline: true,
});
