import { amountLess } from "#engine/fields/money.ts";
import { derive } from "#engine/rule.ts";
import { amendment } from "./amendment.object.ts";

const differenceIsAfterLessBefore = derive(amendment, ({ amountBefore, amountAfter, currency }) => ({
  difference: amountLess(amountAfter ?? "0", amountBefore ?? "0", currency ?? ""),
}));

export const rules = [differenceIsAfterLessBefore];
