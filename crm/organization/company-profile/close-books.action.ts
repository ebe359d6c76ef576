import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { todayOf } from "#engine/records/ranges.ts";
import { companyProfile } from "./company-profile.object.ts";

/** From then on nothing may be dated on or before the day: what was reported stays as it was reported. */
export const closeBooks = defineAction(companyProfile, {
  name: "closeBooks",
  requires: "update",
  tone: "primary",
  input: Type.Object({ through: Type.String({ format: "date" }) }),

  async run({ id, closedThrough: from }, { through }, { records, events, clock, company }) {
    const today = todayOf({ ...company, now: clock.now() }).toString();
    if (from !== null && through <= from) throw refused("companyProfile.closed_already", from);
    if (through > today) throw refused("companyProfile.not_yet_over", today);
    const closed = await records.update(companyProfile, id, { closedThrough: through });
    await events.emit("companyProfile.books_closed", { id, from, through });
    return closed;
  },
});

function refused(code: string, date: string): AppError {
  const params = { date };
  return new AppError(code, { params, errors: [{ field: "through", code, params }] });
}
