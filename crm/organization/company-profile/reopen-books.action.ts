import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { companyProfile } from "./company-profile.object.ts";

/** Opens closed days again: those after a day, or all of them. Who did it and why stays in the history. */
export const reopenBooks = defineAction(companyProfile, {
  name: "reopenBooks",
  requires: "update",
  tone: "danger",
  input: Type.Object({
    after: Type.Optional(Type.String({ format: "date" })),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),

  blockedBy: ({ closedThrough }) => (closedThrough === null ? "companyProfile.books_open" : null),

  async run({ id, closedThrough: from }, { after = null, reason }, { records, events }) {
    if (after !== null && after >= from!) {
      const refusal = { code: "companyProfile.not_earlier", params: { date: from } };
      throw new AppError(refusal.code, { params: refusal.params, errors: [{ field: "after", ...refusal }] });
    }
    const reopened = await records.update(companyProfile, id, { closedThrough: after });
    await events.emit("companyProfile.books_reopened", { id, from, after, reason });
    return reopened;
  },
});
