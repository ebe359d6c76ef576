import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { closeMembership } from "#engine/identity/identities.ts";
import { user } from "#engine/organization/user.object.ts";

export const disable = defineAction(user, {
  name: "disable",
  requires: "update",
  tone: "danger",
  input: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 200 })) }),

  blockedBy(person, { actorId }) {
    if (person.disabledAt !== null) return "user.disabled";
    return person.id === actorId ? "user.self" : null;
  },

  async run(person, { reason }, ctx) {
    const now = ctx.clock.now();
    const disabled = await ctx.records.update(user, person.id, { disabledAt: now.toISOString() });
    await closeMembership(ctx.db, { companyId: ctx.company.id, userId: person.id, now });
    await ctx.events.emit("user.disabled", { id: person.id, ...(reason ? { reason } : {}) });
    return disabled;
  },
});
