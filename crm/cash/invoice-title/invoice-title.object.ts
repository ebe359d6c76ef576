import { boolean, choice, defineObject, email, longText, phone, reference, text } from "#engine/object.ts";

export const invoiceTitle = defineObject({
  name: "invoiceTitle",
  plural: "invoiceTitles",
  title: "name",
  area: "none",
  icon: "idcard",

  fields: {
    name: text({ required: true, max: 120, indexed: true }),
    account: reference("account", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    type: choice(["company", "personal"], { required: true, default: "company" }),
    taxNumber: text({ max: 20 }),
    registeredAddress: text({ max: 200 }),
    registeredPhone: phone(),
    bank: text({ max: 120 }),
    bankAccount: text({ max: 40 }),
    isDefault: boolean({ default: false, changedBy: "actions" }),
    email: email(),
    recipient: text({ max: 60 }),
    recipientPhone: phone(),
    mailingAddress: text({ max: 200 }),
    remark: longText({ max: 500 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "account",

  list: ["name", "account", "type", "taxNumber", "bank", "bankAccount", "isDefault"],
  form: {
    title: ["name", "account", "type", "taxNumber"],
    registered: ["registeredAddress", "registeredPhone", "bank", "bankAccount"],
    delivery: ["email", "recipient", "recipientPhone", "mailingAddress"],
    more: ["isDefault", "remark"],
  },
  facts: ["account", "type", "taxNumber", "isDefault"],
  views: { all: { sort: "name" } },
  search: ["taxNumber"],
  primaryActions: ["makeDefault"],
});
