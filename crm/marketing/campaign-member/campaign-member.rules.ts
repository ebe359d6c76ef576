import { derive } from "#engine/rule.ts";
import { campaignMember } from "./campaign-member.object.ts";

const membersAreNamedAfterThePerson = derive(
  campaignMember,
  (_member, { related }) => ({ name: related("person")?.name ?? null }),
  {
    reads: ["person"],
  },
);

export const rules = [membersAreNamedAfterThePerson];
