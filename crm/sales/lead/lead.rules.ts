import { check, derive } from "#engine/rule.ts";
import { isAnswered, openPromise } from "../../activity/follow-up/promise.ts";
import { lead } from "./lead.object.ts";

const STATUS_OF_HOLDING = { new: "assigned", assigned: "assigned", following: "following" } as const;

const statusFollowsTheWork = derive(lead, ({ status, ownerId, lastFollowUpAt }) => {
  if (status === "converted" || status === "invalid") return {};
  if (ownerId === null) return { status: "new" as const };
  return { status: lastFollowUpAt === null ? STATUS_OF_HOLDING[status] : ("following" as const) };
});

const leadsComeByTheChannelOfTheirCampaign = derive(
  lead,
  ({ source, campaignId }, { related }) =>
    source === null && campaignId !== null ? { source: related("campaign")?.channel ?? null } : {},
  { reads: ["campaign"] },
);

const keptPromisesAreOver = derive(lead, (record) => ({ nextFollowUpAt: openPromise(record) }));

const followingUpLiftsTheWarning = derive(lead, (record) => (isAnswered(record) ? { recycleOn: null, warnedAt: null } : {}));

const leadsCanBeReached = check(lead, ({ mobile, phone, email }, { before }) => {
  // A lead that came without a number may still be claimed, worked and closed.
  const wasUnreachable = before !== null && before.mobile === null && before.phone === null && before.email === null;
  const isUnreachable = mobile === null && phone === null && email === null;
  return isUnreachable && !wasUnreachable ? { code: "lead.phone_missing", field: "mobile" } : null;
});

export const rules = [
  statusFollowsTheWork,
  leadsComeByTheChannelOfTheirCampaign,
  keptPromisesAreOver,
  followingUpLiftsTheWarning,
  leadsCanBeReached,
];
