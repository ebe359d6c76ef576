import {
  boolean,
  choice,
  date,
  defineObject,
  email,
  longText,
  multiReference,
  phone,
  reference,
  rollup,
  text,
} from "#engine/object.ts";

export const contact = defineObject({
  name: "contact",
  plural: "contacts",
  title: "name",
  area: "sales",
  icon: "contacts",

  fields: {
    name: text({ required: true, max: 60, indexed: true }),
    account: reference("account", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    department: text({ max: 60 }),
    position: text({ max: 60 }),
    mobile: phone(),
    phone: phone(),
    email: email(),
    wechat: text({ max: 60 }),
    gender: choice(["male", "female"]),
    birthday: date(),
    decisionRole: choice([
      { value: "decider", tone: "success" },
      { value: "influencer", tone: "progress" },
      { value: "user", tone: "neutral" },
      { value: "opponent", tone: "danger" },
    ]),
    attitude: choice([
      { value: "supports", tone: "success" },
      { value: "neutral", tone: "neutral" },
      { value: "opposes", tone: "danger" },
    ]),
    primary: boolean({ default: false }),
    reportsTo: reference("contact", { onDelete: "clear" }),
    lastFollowUpAt: rollup({ kind: "max", of: "followUp", by: "about", field: "at" }),
    preference: longText({ max: 1_000 }),
    remark: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  access: { create: "own", read: "own", update: "own", delete: "none" },
  within: "account",

  list: ["name", "account", "position", "mobile", "decisionRole", "attitude", "lastFollowUpAt"],
  form: {
    person: ["name", "account", "mobile", "position", "department", "phone", "email", "wechat"],
    influence: ["decisionRole", "attitude", "primary", "reportsTo"],
    personal: ["gender", "birthday", "preference", "tags", "remark"],
  },
  facts: ["account", "position", "mobile", "decisionRole", "lastFollowUpAt"],
  related: [
    { object: "followUp", by: "about", columns: ["at", "type", "content", "owner"], sort: "-at" },
    { object: "task", by: "about", columns: ["subject", "due", "status", "owner"], sort: "due" },
    { object: "contact", by: "reportsTo", columns: ["name", "position", "mobile"], sort: "name" },
  ],
  views: {
    mine: { filter: { field: "account.owner", op: "eq", value: { me: true } }, sort: "-updatedAt" },
    deciders: { filter: { field: "decisionRole", op: "eq", value: "decider" }, sort: "-updatedAt" },
    all: { sort: "name" },
  },
  search: ["mobile", "phone", "email", "wechat"],
  duplicates: [
    { name: "phone", fields: ["mobile", "phone"], as: "phone", kind: "phone", onSave: "warn" },
    { name: "email", fields: ["email"], as: "email", kind: "email", onSave: "warn" },
  ],
  timeline: true,
});
