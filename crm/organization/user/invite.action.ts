import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { inviteIdentity } from "#engine/identity/identities.ts";
import { user } from "#engine/organization/user.object.ts";

/** Gives the person a login. The token is shown once, for the link to set the first password; there is none for who signs in already. */
export const invite = defineAction(user, {
  name: "invite",
  requires: "update",
  needs: "invite",
  tone: "primary",
  input: Type.Object({}),

  blockedBy: (person) => (person.disabledAt === null ? null : "user.disabled"),

  async run(person, _input, { engine, company, db, records, events }) {
    const { identityId, token } = await inviteIdentity(db, engine, {
      company,
      userId: person.id,
      login: person.login,
      language: company.language,
    });
    await records.update(user, person.id, { identityId }, { as: "engine" });
    await events.emit("user.invited", { id: person.id });
    return { id: person.id, token };
  },
});
