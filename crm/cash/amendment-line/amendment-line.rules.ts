import { minus } from "#engine/fields/money.ts";
import { derive } from "#engine/rule.ts";
import { amendmentLine } from "./amendment-line.object.ts";

const differenceIsAfterLessBefore = derive(amendmentLine, ({ amountBefore, amountAfter }) => ({
  difference: minus(amountAfter, amountBefore),
}));

export const rules = [differenceIsAfterLessBefore];
