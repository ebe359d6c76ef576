import { lineAmount, minus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { derive, freeze } from "#engine/rule.ts";
import { lineRules } from "../document-line.ts";
import { frozen } from "../quote/frozen.ts";
import type { quote } from "../quote/quote.object.ts";
import { quoteLine } from "./quote-line.object.ts";

const costIsTheProducts = derive(
  quoteLine,
  (line, { before, related }) => {
    const product = related("product");
    const isOther = before !== null && before.productId !== line.productId && before.cost === line.cost;
    if (line.cost !== null && !isOther) return {};
    return { cost: product?.currency === line.currency ? product?.cost : null };
  },
  { reads: ["product"] },
);

const costIsThatOfTheQuantity = derive(quoteLine, ({ cost, quantity, currency }) => ({
  costAmount: cost === null ? null : lineAmount(quantity, cost, 0, currency ?? ""),
}));

const aLineIsFirmUnlessOffered = derive(quoteLine, ({ isOptional }) => ({ isOptional: isOptional ?? false }));

const ordersTakeWhatContractsLeave = derive(quoteLine, ({ quantity, contracted }) => ({
  orderable: Number(minus(String(quantity), contracted)),
}));

const restIsToBeTaken = derive(quoteLine, ({ orderable, ordered }) => ({
  remaining: Number(minus(String(orderable ?? 0), ordered)),
}));

const sentLinesStand = freeze(quoteLine, (_line, { related }) => frozen(related("quote") as RecordOf<typeof quote> | null), {
  reads: ["quote"],
});

export const rules = [
  ...lineRules(quoteLine, "quote"),
  aLineIsFirmUnlessOffered,
  costIsTheProducts,
  costIsThatOfTheQuantity,
  ordersTakeWhatContractsLeave,
  restIsToBeTaken,
  sentLinesStand,
];
