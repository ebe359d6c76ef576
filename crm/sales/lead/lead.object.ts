import {
  choice,
  date,
  dateTime,
  defineObject,
  email,
  longText,
  money,
  multiReference,
  owner,
  phone,
  reference,
  rollup,
  text,
} from "#engine/object.ts";
import { INDUSTRIES } from "../industries.ts";
import { openToPoolMembers } from "../pool/open-to-members.ts";
import { REGIONS } from "../regions.ts";
import { SOURCES } from "../sources.ts";

export const lead = defineObject({
  name: "lead",
  plural: "leads",
  title: "name",
  area: "sales",
  icon: "funnel-plot",

  fields: {
    name: text({ required: true, max: 60 }),
    company: text({ max: 120 }),
    position: text({ max: 60 }),
    mobile: phone(),
    phone: phone(),
    email: email(),
    source: choice(SOURCES),
    campaign: reference("campaign", { onDelete: "restrict", showsTitle: true }),
    region: choice(REGIONS),
    industry: choice(INDUSTRIES),
    intention: choice([
      { value: "A", tone: "success" },
      { value: "B", tone: "progress" },
      { value: "C", tone: "neutral" },
    ]),
    product: reference("product", { onDelete: "clear", showsTitle: true }),
    productWanted: text({ max: 200 }),
    budget: money(),
    pool: reference("pool", {
      handedBy: "release",
      onDelete: "restrict",
      showsTitle: true,
      offers: { field: "type", op: "eq", value: "lead" },
    }),
    status: choice(
      [
        { value: "new", kind: "open", tone: "neutral" },
        { value: "assigned", kind: "open", tone: "progress" },
        { value: "following", kind: "open", tone: "progress" },
        { value: "converted", kind: "won", tone: "success" },
        { value: "invalid", kind: "lost", tone: "danger" },
      ],
      { required: true, default: "new", changedBy: "actions", indexed: true },
    ),
    owner: owner({ freeIn: "pool", handedBy: "assign" }),
    invalidReason: choice(["wrongNumber", "noNeed", "duplicate", "competitor", "noBudget", "unreachable", "other"], {
      changedBy: "actions",
    }),
    firstFollowUpAt: rollup({ kind: "min", of: "followUp", by: "about", field: "at" }),
    lastFollowUpAt: rollup({ kind: "max", of: "followUp", by: "about", field: "at" }, { indexed: true }),
    promisedAt: rollup({ kind: "max", of: "followUp", by: "about", field: "nextAt" }, { internal: true }),
    nextFollowUpAt: dateTime({ changedBy: "rules", indexed: true }),
    recycleOn: date({ changedBy: "actions" }),
    warnedAt: dateTime({ changedBy: "actions", internal: true }),
    convertedAt: dateTime({ changedBy: "actions" }),
    account: reference("account", { changedBy: "actions", onDelete: "clear" }),
    contact: reference("contact", { changedBy: "actions", onDelete: "clear" }),
    opportunity: reference("opportunity", { changedBy: "actions", onDelete: "clear" }),
    tags: multiReference("tag"),
    remark: longText({ max: 5_000 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "none" },
  branches: openToPoolMembers,

  list: ["name", "company", "mobile", "status", "intention", "source", "owner", "lastFollowUpAt", "nextFollowUpAt"],
  form: {
    person: ["name", "mobile", "company", "position", "phone", "email"],
    need: ["intention", "product", "productWanted", "budget", "remark"],
    origin: ["campaign", "source", "region", "industry", "tags"],
    holding: ["status", "owner", "pool", "recycleOn", "invalidReason"],
    conversion: ["convertedAt", "account", "contact", "opportunity"],
  },
  facts: ["company", "mobile", "intention", "source", "nextFollowUpAt"],
  related: [
    { object: "followUp", by: "about", columns: ["at", "type", "content", "owner"], sort: "-at" },
    { object: "task", by: "about", columns: ["subject", "due", "status", "owner"], sort: "due" },
  ],
  views: {
    mine: {
      filter: {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "status", op: "in", value: ["assigned", "following", "new"] },
        ],
      },
      sort: "-updatedAt",
    },
    pool: {
      filter: {
        and: [
          { field: "owner", op: "isEmpty" },
          { field: "status", op: "eq", value: "new" },
        ],
      },
      sort: "-createdAt",
      columns: ["name", "company", "mobile", "intention", "source", "region", "industry", "pool", "createdAt"],
    },
    due: {
      filter: {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "nextFollowUpAt", op: "within", value: "today" },
        ],
      },
      sort: "nextFollowUpAt",
    },
    soonLost: {
      filter: {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "recycleOn", op: "isNotEmpty" },
        ],
      },
      sort: "recycleOn",
      columns: ["name", "company", "mobile", "recycleOn", "lastFollowUpAt", "intention", "owner"],
    },
    department: { filter: { field: "ownerDepartment", op: "eq", value: { myDepartment: true } }, sort: "-updatedAt" },
    unanswered: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "assigned" },
          { field: "lastFollowUpAt", op: "isEmpty" },
        ],
      },
      sort: "createdAt",
      columns: ["name", "company", "mobile", "source", "owner", "createdAt"],
    },
    converted: {
      filter: { field: "status", op: "eq", value: "converted" },
      sort: "-updatedAt",
      columns: ["name", "company", "account", "opportunity", "source", "owner", "convertedAt"],
    },
    all: { sort: "-updatedAt" },
  },
  search: ["company", "mobile", "phone", "email"],
  duplicates: [
    { name: "company", fields: ["company"], as: "company", kind: "company", onSave: "warn" },
    { name: "phone", fields: ["mobile", "phone"], as: "phone", kind: "phone", onSave: "warn" },
    { name: "email", fields: ["email"], as: "email", kind: "email", onSave: "warn" },
  ],
  primaryActions: ["claim", "convert", "release"],
  timeline: true,
});
