import { minus } from "#engine/fields/money.ts";
import { derive } from "#engine/rule.ts";
import { amendment } from "./amendment.object.ts";

const differenceIsAfterLessBefore = derive(amendment, ({ amountBefore, amountAfter }) => ({
  difference: minus(amountAfter, amountBefore),
}));

export const rules = [differenceIsAfterLessBefore];
