import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { DECIMAL } from "../../cash/decimal.ts";
import { accountFor, contactFor, opportunityFor } from "./conversion.ts";
import { lead } from "./lead.object.ts";

const Uuid = (reference: string) => Type.Optional(Type.String({ format: "uuid", reference }));

/** Adds links and rewrites no history: what was said to the lead stays said to the lead, and shows on the account. */
export const convert = defineAction(lead, {
  name: "convert",
  requires: "update",
  tone: "primary",
  input: Type.Object({
    accountId: Uuid("account"),
    accountName: Type.Optional(Type.String({ maxLength: 120 })),
    contactId: Uuid("contact"),
    createOpportunity: Type.Optional(Type.Boolean({ default: true })),
    opportunityName: Type.Optional(Type.String({ maxLength: 120 })),
    recordType: Type.Optional(Type.String({ enum: ["short", "project"], optionsOf: "opportunity.recordType" })),
    amount: Type.Optional(DECIMAL),
    closeDate: Type.Optional(Type.String({ format: "date" })),
  }),

  blockedBy(record) {
    if (record.status === "converted") return "lead.converted";
    if (record.status === "invalid") return "lead.closed";
    return record.ownerId === null ? "lead.not_owned" : null;
  },

  async run(record, input, ctx) {
    const accountId = await accountFor(ctx, record, input);
    const contactId = await contactFor(ctx, record, accountId, input.contactId);
    const opportunityId =
      input.createOpportunity === false ? null : await opportunityFor(ctx, record, { accountId, contactId }, input);

    const converted = await ctx.records.update(lead, record.id, {
      status: "converted",
      convertedAt: ctx.clock.now().toISOString(),
      accountId,
      contactId,
      opportunityId,
      recycleOn: null,
      warnedAt: null,
    });
    await ctx.events.emit("lead.converted", { id: record.id, accountId, contactId, opportunityId });
    return converted;
  },
});
