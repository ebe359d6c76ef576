import { choice, date, defineObject, longText, rollup, text } from "#engine/object.ts";
import { LEVELS } from "../../sales/account/levels.ts";

/** Prices for one kind of customer, in one currency, over some time. */
export const priceBook = defineObject({
  name: "priceBook",
  plural: "priceBooks",
  title: "name",
  area: "catalog",
  icon: "tag",

  fields: {
    name: text({ required: true, max: 120 }),
    status: choice(
      [
        { value: "draft", kind: "open", tone: "neutral" },
        { value: "active", kind: "won", tone: "success" },
        { value: "stopped", kind: "lost", tone: "neutral" },
      ],
      { required: true, default: "active", indexed: true },
    ),
    level: choice(LEVELS, { optionsOf: "account.level" }),
    currency: text({ max: 3 }),
    validFrom: date(),
    validTo: date(),
    entryCount: rollup({ kind: "count", of: "priceBookEntry", by: "priceBook" }),
    remark: longText({ max: 2_000 }),
  },

  lines: { object: "priceBookEntry", by: "priceBook" },
  access: { create: "none", read: "none", update: "none", delete: "none" },

  list: ["name", "level", "currency", "validFrom", "validTo", "status", "entryCount"],
  form: { priceBook: ["name", "level", "currency", "validFrom", "validTo", "status", "remark"] },
  facts: ["level", "currency", "validFrom", "validTo", "status"],
  related: [{ object: "priceBookEntry", by: "priceBook", columns: ["product", "minQuantity", "price"], sort: "name" }],
  views: {
    active: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "active" },
          {
            or: [
              { field: "validTo", op: "isEmpty" },
              { field: "validTo", op: "gte", value: { ago: "0d" } },
            ],
          },
        ],
      },
      sort: "name",
    },
    ended: { filter: { field: "validTo", op: "lt", value: { ago: "0d" } }, sort: "-validTo" },
    all: { sort: "name" },
  },
  timeline: true,
});
