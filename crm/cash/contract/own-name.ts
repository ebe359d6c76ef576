import { defineFind } from "#engine/find.ts";
import { companyProfile } from "../../organization/company-profile/company-profile.object.ts";
import { contract } from "./contract.object.ts";

/** What we are called on paper: the legal name of the company's profile, else the company's own. */
export const ownName = defineFind(contract, {
  name: "ownName",
  rights: { companyProfile: ["read"] },
  needs: ({ seller }) => seller === null,

  async run(asking, { records, company }) {
    const [profile] = await records.find(companyProfile, { limit: 1 });
    return asking.map(() => profile?.legalName ?? company.name);
  },
});
