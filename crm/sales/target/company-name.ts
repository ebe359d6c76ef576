import { defineFind } from "#engine/find.ts";
import { target } from "./target.object.ts";

/** What a target of the whole company is called after. */
export const companyName = defineFind(target, {
  name: "companyName",
  rights: {},
  needs: ({ unit }) => unit === "company",
  run: async (asking, { company }) => asking.map(() => company.name),
});
