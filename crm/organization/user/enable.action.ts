import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { reopenMembership } from "#engine/identity/identities.ts";
import { user } from "#engine/organization/user.object.ts";

export const enable = defineAction(user, {
  name: "enable",
  requires: "update",
  input: Type.Object({}),

  blockedBy: (person) => (person.disabledAt === null ? "user.not_disabled" : null),

  async run(person, _input, { company, db, records, events }) {
    const enabled = await records.update(user, person.id, { disabledAt: null });
    await reopenMembership(db, { companyId: company.id, userId: person.id });
    await events.emit("user.enabled", { id: person.id });
    return enabled;
  },
});
