import Type from "typebox";
import { invalid } from "#engine/errors.ts";
import { AMOUNT_PATTERN, isTooFine } from "#engine/fields/money.ts";

/** An amount as an action takes it: digits as they are written, never a float. */
export const DECIMAL = Type.String({ pattern: AMOUNT_PATTERN });

/** What is rounded when it is written down is not what the person said. */
export function refuseTooFine(amount: string | undefined, currency: string | null, field = "amount"): void {
  if (amount !== undefined && isTooFine(amount, currency ?? "")) throw invalid([{ field, code: "invalid.too_fine" }]);
}
