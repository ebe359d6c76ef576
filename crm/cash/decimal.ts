import Type from "typebox";

export const DECIMAL_PATTERN = "^\\d{1,13}(\\.\\d{1,4})?$";

/** An amount as an action takes it: digits as they are written, never a float. */
export const DECIMAL = Type.String({ pattern: DECIMAL_PATTERN });
