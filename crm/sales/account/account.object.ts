import {
  address,
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  email,
  integer,
  longText,
  money,
  multiReference,
  owner,
  phone,
  reference,
  rollup,
  text,
  url,
} from "#engine/object.ts";
import { INDUSTRIES } from "../industries.ts";
import { openToPoolMembers } from "../pool/open-to-members.ts";
import { REGIONS } from "../regions.ts";
import { SOURCES } from "../sources.ts";
import { LEVELS } from "./levels.ts";

export const account = defineObject({
  name: "account",
  plural: "accounts",
  title: "name",
  area: "sales",
  icon: "bank",

  fields: {
    name: text({ required: true, max: 120, indexed: true }),
    shortName: text({ max: 40 }),
    type: choice(["enterprise", "individual", "institution", "dealer"], { required: true, default: "enterprise" }),
    status: choice(
      [
        { value: "potential", kind: "open", tone: "neutral" },
        { value: "interested", kind: "open", tone: "progress" },
        { value: "won", kind: "won", tone: "success" },
        { value: "lost", kind: "lost", tone: "danger" },
      ],
      { required: true, default: "potential", indexed: true },
    ),
    level: choice(LEVELS, { indexed: true }),
    creditCode: text({ max: 18, unique: true }),
    industry: choice(INDUSTRIES, { indexed: true }),
    region: choice(REGIONS),
    source: choice(SOURCES),
    phone: phone(),
    email: email(),
    website: url(),
    country: text({ max: 60 }),
    address: address(),
    employees: integer({ min: 0 }),
    revenue: money({ min: 0 }),
    yearEstablished: integer({ min: 1000, max: 2200 }),
    parent: reference("account", { onDelete: "clear", showsTitle: true }),
    reference: boolean({ default: false }),
    keyPoints: longText({ max: 2_000 }),
    remark: longText({ max: 5_000 }),
    tags: multiReference("tag"),
    pool: reference("pool", {
      handedBy: "release",
      onDelete: "restrict",
      showsTitle: true,
      offers: { field: "type", op: "eq", value: "account" },
    }),
    owner: owner({ freeIn: "pool", handedBy: "transfer" }),
    contactCount: rollup({ kind: "count", of: "contact", by: "account" }),
    openOpportunityCount: rollup({
      kind: "count",
      of: "opportunity",
      by: "account",
      where: { field: "status", op: "eq", value: "open" },
    }),
    openAmount: rollup({
      kind: "sum",
      of: "opportunity",
      by: "account",
      field: "amount",
      where: { field: "status", op: "eq", value: "open" },
    }),
    wonCount: rollup({
      kind: "count",
      of: "opportunity",
      by: "account",
      where: { field: "status", op: "eq", value: "won" },
    }),
    wonAmount: rollup({
      kind: "sum",
      of: "opportunity",
      by: "account",
      field: "amount",
      where: { field: "status", op: "eq", value: "won" },
    }),
    contractAmount: rollup({
      kind: "sum",
      of: "contract",
      by: "account",
      field: "amount",
      where: { field: "status", op: "in", value: ["active", "suspended", "completed", "terminated"] },
    }),
    lastFollowUpAt: rollup({ kind: "max", of: "followUp", by: "account", field: "at" }, { indexed: true }),
    promisedAt: rollup({ kind: "max", of: "followUp", by: "account", field: "nextAt" }, { internal: true }),
    nextFollowUpAt: dateTime({ changedBy: "rules", indexed: true }),
    recycleOn: date({ changedBy: "actions" }),
    warnedAt: dateTime({ changedBy: "actions", internal: true }),
  },

  access: { create: "own", read: "own", update: "own", delete: "none" },
  branches: openToPoolMembers,

  list: ["name", "level", "status", "industry", "owner", "openOpportunityCount", "openAmount", "wonAmount", "lastFollowUpAt"],
  form: {
    basics: ["name", "shortName", "type", "status", "level", "industry", "source", "tags"],
    reach: ["phone", "email", "website", "region", "country", "address"],
    company: ["creditCode", "employees", "revenue", "yearEstablished", "parent", "reference"],
    notes: ["keyPoints", "remark"],
    business: ["contactCount", "openOpportunityCount", "openAmount", "wonCount", "wonAmount", "contractAmount"],
    holding: ["owner", "pool", "lastFollowUpAt", "nextFollowUpAt", "recycleOn"],
  },
  facts: ["level", "status", "phone", "wonAmount", "lastFollowUpAt"],
  related: [
    { object: "contact", by: "account", columns: ["name", "position", "mobile", "decisionRole"], sort: "name" },
    {
      object: "opportunity",
      by: "account",
      columns: ["name", "stage", "amount", "closeDate", "owner"],
      sum: "amount",
      sort: "-updatedAt",
    },
    {
      object: "contract",
      by: "account",
      columns: ["number", "name", "status", "amount", "signedOn"],
      sum: "amount",
      sort: "-createdAt",
    },
    {
      object: "quote",
      by: "account",
      columns: ["number", "name", "status", "amount", "validUntil", "owner"],
      sum: "amount",
      sort: "-updatedAt",
    },
    { object: "followUp", by: "account", columns: ["at", "type", "content", "owner"], sort: "-at" },
    { object: "invoiceTitle", by: "account", columns: ["name", "taxNumber", "isDefault"], sort: "name" },
    { object: "task", by: "account", columns: ["subject", "due", "status", "owner"], sort: "due" },
    { object: "account", by: "parent", columns: ["name", "level", "owner", "wonAmount"], sort: "name" },
    { object: "lead", by: "account", columns: ["name", "source", "convertedAt", "owner"], sort: "-createdAt" },
  ],
  views: {
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-updatedAt" },
    silent: {
      filter: {
        and: [
          { field: "owner", op: "isNotEmpty" },
          {
            or: [
              { field: "lastFollowUpAt", op: "lt", value: { ago: "30d" } },
              {
                and: [
                  { field: "lastFollowUpAt", op: "isEmpty" },
                  { field: "createdAt", op: "lt", value: { ago: "30d" } },
                ],
              },
            ],
          },
        ],
      },
      sort: "lastFollowUpAt",
      columns: ["name", "level", "status", "owner", "lastFollowUpAt", "openAmount", "wonAmount"],
    },
    keyAccounts: { filter: { field: "level", op: "eq", value: "A" }, sort: "-wonAmount" },
    soonLost: {
      filter: {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "recycleOn", op: "isNotEmpty" },
        ],
      },
      sort: "recycleOn",
      columns: ["name", "level", "recycleOn", "lastFollowUpAt", "owner"],
    },
    pool: {
      filter: { field: "owner", op: "isEmpty" },
      sort: "-updatedAt",
      columns: ["name", "level", "industry", "region", "source", "pool", "lastFollowUpAt", "createdAt"],
    },
    department: { filter: { field: "ownerDepartment", op: "eq", value: { myDepartment: true } }, sort: "-updatedAt" },
    won: { filter: { field: "status", op: "eq", value: "won" }, sort: "-wonAmount" },
    all: { sort: "-updatedAt" },
  },
  search: ["shortName", "phone", "creditCode", "email"],
  duplicates: [
    { name: "name", fields: ["name"], as: "company", kind: "company", onSave: "warn" },
    { name: "phone", fields: ["phone"], as: "phone", kind: "phone", onSave: "warn" },
    { name: "creditCode", fields: ["creditCode"], as: "text", kind: "creditCode", onSave: "block" },
  ],
  primaryActions: ["claim", "transfer", "release"],
  timeline: true,
});
