import { date, defineObject, image, phone, text } from "#engine/object.ts";

/** Who we are on paper: what quotes, contracts and statements say of the company, and up to when its books are closed. */
export const companyProfile = defineObject({
  name: "companyProfile",
  plural: "companyProfiles",
  title: "legalName",
  area: "settings",
  single: true,

  fields: {
    legalName: text({ max: 120 }),
    taxNumber: text({ max: 20 }),
    address: text({ max: 200 }),
    phone: phone(),
    bank: text({ max: 120 }),
    bankAccount: text({ max: 40 }),
    logo: image(),
    seal: image(),
    closedThrough: date({ changedBy: "actions" }),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },
  list: ["legalName", "taxNumber", "closedThrough"],
  form: {
    letterhead: ["legalName", "taxNumber", "address", "phone", "bank", "bankAccount"],
    images: ["logo", "seal"],
    books: ["closedThrough"],
  },
  search: false,
});
