import { anyReference, choice, dateTime, defineObject, longText, reference, text } from "#engine/object.ts";

export const campaignMember = defineObject({
  name: "campaignMember",
  plural: "campaignMembers",
  title: "name",
  area: "none",

  fields: {
    name: text({ max: 120, changedBy: "rules", internal: true }),
    campaign: reference("campaign", { required: true, onDelete: "cascade", inherits: "update", showsTitle: true }),
    person: anyReference(["lead", "contact"], { required: true, onDelete: "cascade" }),
    status: choice(
      [
        { value: "invited", kind: "open", tone: "neutral" },
        { value: "registered", kind: "open", tone: "progress" },
        { value: "attended", kind: "won", tone: "success" },
        { value: "absent", kind: "lost", tone: "warning" },
      ],
      { required: true, default: "invited" },
    ),
    attendedAt: dateTime({ changedBy: "actions" }),
    remark: longText({ max: 500 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "campaign",

  list: ["campaign", "person", "status", "attendedAt"],
  form: { member: ["campaign", "person", "status", "remark"] },
  views: { all: { sort: "-createdAt" } },
  primaryActions: ["checkIn"],
});
