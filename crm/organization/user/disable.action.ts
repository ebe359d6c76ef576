import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { closeMembership } from "#engine/identity/identities.ts";
import { role } from "#engine/organization/role.object.ts";
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
    await mustLeaveAnAdministrator(ctx, person.id);
    const now = ctx.clock.now();
    const disabled = await ctx.records.update(user, person.id, { disabledAt: now.toISOString() });
    await closeMembership(ctx.db, { companyId: ctx.company.id, userId: person.id, now });
    await ctx.events.emit("user.disabled", { id: person.id, ...(reason ? { reason } : {}) });
    return disabled;
  },
});

/** A company that nobody may set up any more could only be helped from outside. */
async function mustLeaveAnAdministrator(ctx: Ctx, leaverId: string): Promise<void> {
  const roles = await ctx.records.find(role, { limit: 500 });
  const ruling = roles.filter(({ rights }) => Array.isArray(rights) && rights.includes("configure")).map(({ id }) => id);
  const { count } = await ctx.records.count(user, {
    filter: {
      and: [
        { field: "roles", op: "hasAny", value: ruling },
        { field: "disabledAt", op: "isEmpty" },
        { field: "id", op: "ne", value: leaverId },
      ],
    },
  });
  if (count === 0) throw new AppError("user.last_administrator");
}
