import { amountLess } from "#engine/fields/money.ts";
import { derive } from "#engine/rule.ts";
import { amendmentLine } from "./amendment-line.object.ts";

const differenceIsAfterLessBefore = derive(amendmentLine, ({ amountBefore, amountAfter, currency }) => ({
  difference: amountLess(amountAfter ?? "0", amountBefore ?? "0", currency ?? ""),
}));

export const rules = [differenceIsAfterLessBefore];
