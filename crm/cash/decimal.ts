import Type from "typebox";

/** An amount as an action takes it: digits as they are written, never a float. */
export const DECIMAL = Type.String({ pattern: "^\\d{1,13}(\\.\\d{1,4})?$" });
