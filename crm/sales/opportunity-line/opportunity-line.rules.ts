import { lineAmount } from "#engine/fields/money.ts";
import { check, derive } from "#engine/rule.ts";
import { foundPrice, isUnpriced } from "../../catalog/price-book/find-price.ts";
import { opportunityLine } from "./opportunity-line.object.ts";

const lineIsNamedAfterItsProduct = derive(opportunityLine, (_line, { related }) => ({ name: related("product")?.name ?? null }), {
  reads: ["product"],
});

const lineIsInTheCurrencyOfTheDeal = derive(
  opportunityLine,
  (_line, { related }) => {
    const deal = related("opportunity");
    return { currency: deal?.currency ?? null, rate: deal?.rate ?? null };
  },
  { reads: ["opportunity"] },
);

const priceIsTheRightOneForTheCustomer = derive(
  opportunityLine,
  (line, { before, related, found }) =>
    isUnpriced(line, before) ? { price: foundPrice(found, related("product"), line.currency) } : {},
  { reads: ["product"] },
);

const amountIsQuantityTimesPrice = derive(opportunityLine, (line) => ({
  amount: line.price === null ? null : lineAmount(line.quantity, line.price, line.discount ?? 0, line.currency ?? ""),
}));

const linesHaveAPrice = check(opportunityLine, (line) =>
  line.price === null ? { code: "opportunityLine.price_missing", field: "price" } : null,
);

export const rules = [
  lineIsNamedAfterItsProduct,
  lineIsInTheCurrencyOfTheDeal,
  priceIsTheRightOneForTheCustomer,
  amountIsQuantityTimesPrice,
  linesHaveAPrice,
];
