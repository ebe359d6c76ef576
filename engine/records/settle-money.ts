import Big from "big.js";
import type { Ctx } from "../ctx.ts";
import { currencyOf, rateOf } from "../fields/coin.ts";
import { rounded, roundedMoney } from "../fields/decimal.ts";
import type { ModelObject } from "../model/model.ts";
import { once } from "../model/once.ts";
import { changedKeys, type Draft } from "./draft.ts";

/** Rounds amounts to the record's currency and keeps their base amounts. Runs again after the rules, which may set amounts. */
export function settleMoney(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): void {
  if (!object.fields.has("currency")) return;
  const amounts = amountsOf(object);
  for (const draft of drafts) {
    const { record } = draft;
    record.currency ??= ctx.company.currency;
    if (!/^[A-Z]{3}$/.test(record.currency)) {
      draft.problems.push({ field: "currency", code: "invalid.currency" });
      continue;
    }
    // The rate is fixed with the document; only another currency asks for another rate.
    const isNewCurrency = draft.before !== null && draft.before.currency !== record.currency;
    const isOldRate = !draft.stated.has("rate") && draft.before?.rate === record.rate;
    if (record.currency === ctx.company.currency && object.fields.has("rate")) record.rate = "1";
    else if (amounts.length > 0 && ((isNewCurrency && isOldRate) || record.rate === null || record.rate === undefined)) {
      draft.problems.push({ field: "rate", code: "invalid.required" });
      continue;
    }
    for (const { field, key, baseKey } of amounts) {
      const amount = record[key];
      const isSet = amount !== null && amount !== undefined;
      record[key] = isSet ? roundedMoney(amount, currencyOf(field, record, ctx.company)) : null;
      record[baseKey] = isSet ? inBase(record[key], rateOf(field, record), ctx.company.currency) : null;
    }
  }
}

const amountsOf = once((object: ModelObject) =>
  [...object.fields.values()]
    .filter(({ type }) => type === "money")
    .map((field) => ({ field, key: field.name, baseKey: `${field.name}Base` })),
);

function inBase(amount: string, rate: string, currency: string): string {
  return roundedMoney(rate === "1" ? amount : new Big(amount).times(rate), currency);
}

/** Rules compute with numbers; what they return is brought to the form records carry. */
export function settleNumbers(object: ModelObject, drafts: readonly Draft[]): void {
  const keys = numberKeys(object);
  for (const draft of drafts) {
    for (const key of changedKeys(draft, keys)) {
      const field = object.fields.get(key)!;
      const value = draft.record[key];
      if (value === null || value === undefined) continue;
      draft.record[key] =
        field.type === "price" ? new Big(rounded(value, 6)).toFixed() : Number(rounded(value, field.scale ?? 4));
    }
  }
}

const numberKeys = once((object: ModelObject) =>
  [...object.fields.values()].filter(({ type }) => type === "price" || type === "number").map(({ key }) => key),
);
