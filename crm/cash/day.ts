import Type from "typebox";

/** The day something is done, today unless the person says otherwise. */
export const DAY = Type.String({ format: "date", startsToday: true });
