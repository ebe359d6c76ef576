import { lineAmounts } from "#engine/fields/money.ts";
import {
  choice,
  type Filter,
  integer,
  longText,
  MOST_LINES,
  money,
  number,
  type ObjectDefinition,
  percent,
  price,
  type RecordOf,
  reference,
  rollup,
  text,
} from "#engine/object.ts";
import type { Records } from "#engine/records/records.ts";
import { check, derive, type Rule } from "#engine/rule.ts";
import { foundPrice } from "../catalog/price-book/find-price.ts";
import { UNITS } from "../catalog/units.ts";

const USUAL_TAX_RATE = 13;

/** What a line of a quote, a contract or an order says, beside the document it belongs to. */
export const lineFields = {
  product: reference("product", { onDelete: "restrict", showsTitle: true }),
  name: text({ max: 200 }),
  unit: choice(UNITS, { optionsOf: "product.unit" }),
  quantity: number({ required: true, default: 1, min: 0, scale: 4 }),
  price: price({ min: 0 }),
  discount: percent({ default: 0, min: 0, max: 100 }),
  taxRate: percent({ min: 0, max: 100 }),
  net: money({ changedBy: "rules" }),
  tax: money({ changedBy: "rules" }),
  amount: money({ changedBy: "rules" }),
  position: integer({ changedBy: "engine", internal: true }),
  remark: longText({ max: 500 }),
} as const;

type LineDefinition = Omit<ObjectDefinition, "fields"> & { fields: typeof lineFields };

/** How many lines a document has, and what those that count come to in its own currency. */
export function lineTotals<const Line extends string, const By extends string>(of: Line, by: By, where?: Filter) {
  const sumOf = (field: "amount" | "net" | "tax") =>
    rollup({ kind: "sum", of, by, field, inOwnCurrency: true, ...(where ? { where } : {}) } as const, { internal: true });
  return {
    lineCount: rollup({ kind: "count", of, by } as const),
    lineTotal: sumOf("amount"),
    netTotal: sumOf("net"),
    taxTotal: sumOf("tax"),
  };
}

/** The lines of a document, in order. */
export async function linesOf<T extends LineDefinition>(records: Records, line: T, document: string, id: string) {
  const filter = { field: document, op: "eq", value: id } as const;
  return await records.find(line, { filter, sort: "position", limit: MOST_LINES });
}

/** What holds for every line of a document, which is named by its reference: `lineRules(quoteLine, "quote")`. */
export function lineRules(line: LineDefinition, document: string): Rule[] {
  const productTellsTheRest = derive(
    line,
    (record, { before, related, found }) => {
      const product = related("product");
      if (product === null) return { taxRate: record.taxRate ?? USUAL_TAX_RATE };
      // What was the former product's and was not stated anew is not true of another one.
      const isOther = before !== null && before.productId !== record.productId;
      const told = <K extends "name" | "unit" | "price" | "taxRate">(key: K, value: (typeof record)[K]) =>
        record[key] === null || (isOther && record[key] === before[key]) ? value : record[key];
      return {
        name: told("name", product.name),
        unit: told("unit", product.unit),
        price: told("price", foundPrice(found, product, related(document)?.currency ?? record.currency)),
        taxRate: told("taxRate", product.taxRate ?? USUAL_TAX_RATE),
      };
    },
    { reads: ["product", document] },
  );

  const currencyIsTheDocuments = derive(
    line,
    (_record, { related }) => ({ currency: related(document)?.currency ?? null, rate: related(document)?.rate ?? null }),
    { reads: [document] },
  );

  const amountsFollow = derive(
    line,
    (record, { related }) => {
      if (record.price === null) return { net: null, tax: null, amount: null };
      const { quantity, price, discount, taxRate } = record;
      const pricesIncludeTax = related(document)?.pricesIncludeTax ?? true;
      return lineAmounts({
        ...{ quantity, price, pricesIncludeTax },
        discount: discount ?? 0,
        taxRate: taxRate ?? USUAL_TAX_RATE,
        currency: record.currency ?? "",
      });
    },
    { reads: [document] },
  );

  const linesHaveAName = check(line, (record) =>
    record.name === null ? { code: `${line.name}.name_missing`, field: "name" } : null,
  );

  const linesHaveAPrice = check(line, (record) =>
    record.price === null ? { code: `${line.name}.price_missing`, field: "price" } : null,
  );

  return [productTellsTheRest, currencyIsTheDocuments, amountsFollow, linesHaveAName, linesHaveAPrice];
}

/** Prices are in a currency: a document with lines does not slip into another, in which the same figures mean other money. */
export function linesKeepTheirCurrency(document: ObjectDefinition): Rule {
  return check(
    document,
    (paper, { before }) =>
      before !== null && before.currency !== paper.currency && Number(paper.lineCount ?? 0) > 0
        ? { code: `${document.name}.currency_of_lines`, field: "currency" }
        : null,
    { strength: "invariant" },
  );
}

/** What a line says, to be said again on another document. */
export function lineValues(line: RecordOf<LineDefinition>) {
  const { productId, name, unit, quantity, price, discount, taxRate, remark } = line;
  return { productId, name, unit, quantity, price, discount, taxRate, remark };
}
