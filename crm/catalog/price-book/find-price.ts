import type { Ctx } from "#engine/ctx.ts";
import { type Asking, defineFind, type Find } from "#engine/find.ts";
import type { AnyRecord, Filter, ObjectDefinition } from "#engine/object.ts";
import { priceBookEntry } from "../price-book-entry/price-book-entry.object.ts";
import { priceBook } from "./price-book.object.ts";
import { type PriceOffer, type PriceQuestion, rightPrice } from "./right-price.ts";

const RIGHT_PRICE = "rightPrice";
const MOST_BOOKS = 1_000;

/**
 * Finds the price of lines that state none, for the customer of their document on its date: `findPrice(quoteLine, "quote",
 * "quotedOn")`; without a date, on the day of writing. Rules read it by `foundPrice`.
 */
export function findPrice(line: ObjectDefinition, document: string, date?: string): Find {
  return defineFind(line, {
    name: RIGHT_PRICE,
    rights: { priceBook: ["read"], priceBookEntry: ["read"] },
    reads: [document, `${document}.account`],
    needs: (record: AnyRecord, { before }) => isUnpriced(record, before),

    async run(asking: readonly Asking<AnyRecord>[], ctx) {
      const questions = asking.map((one) => questionOf(one, document, date));
      const offers = await offersFor(questions, ctx);
      return questions.map((question) => rightPrice(offers, question));
    },
  });
}

/** What the price books say, or the product's own price where they say nothing and it is in the document's currency. */
export function foundPrice(found: (name: string) => unknown, product: AnyRecord | null, currency: string | null): string | null {
  const listed = product?.currency === currency ? (product?.listPrice ?? null) : null;
  return (found(RIGHT_PRICE) as string | null) ?? listed;
}

/** No price yet, or only that of the product the line was for before. */
export function isUnpriced(line: AnyRecord, before: AnyRecord | null): boolean {
  if (line.productId === null) return false;
  return line.price === null || (before !== null && before.productId !== line.productId && before.price === line.price);
}

function questionOf({ record, facts }: Asking<AnyRecord>, document: string, date: string | undefined): PriceQuestion {
  const whole = facts.related(document);
  return {
    productId: record.productId,
    quantity: record.quantity,
    currency: whole?.currency ?? record.currency,
    level: facts.related(`${document}.account`)?.level ?? null,
    on: (date === undefined ? null : whole?.[date]) ?? facts.today,
  };
}

async function offersFor(questions: readonly PriceQuestion[], { records }: Ctx): Promise<PriceOffer[]> {
  const books = await records.find(priceBook, { filter: mayHold(questions), sort: "-createdAt", limit: MOST_BOOKS });
  if (books.length === 0) return [];
  const entries = await records.find(priceBookEntry, {
    filter: {
      and: [
        { field: "product", op: "in", value: distinct(questions.map(({ productId }) => productId)) },
        { field: "priceBook", op: "in", value: books.map(({ id }) => id) },
      ],
    },
    limit: 10_000,
  });
  return books.flatMap(({ id, level, validFrom, validTo }) =>
    entries
      .filter(({ priceBookId }) => priceBookId === id)
      .map(({ productId, minQuantity, price, currency }) => ({
        ...{ productId, minQuantity, price, level, validFrom, validTo },
        currency: currency!,
      })),
  );
}

function mayHold(questions: readonly PriceQuestion[]): Filter {
  const days = questions.map(({ on }) => on).sort();
  const orEmpty = (filter: Extract<Filter, { field: string }>): Filter => ({
    or: [{ field: filter.field, op: "isEmpty" }, filter],
  });
  return {
    and: [
      { field: "status", op: "eq", value: "active" },
      { field: "currency", op: "in", value: distinct(questions.map(({ currency }) => currency)) },
      orEmpty({ field: "level", op: "in", value: distinct(questions.flatMap(({ level }) => level ?? [])) }),
      orEmpty({ field: "validFrom", op: "lte", value: days.at(-1) }),
      orEmpty({ field: "validTo", op: "gte", value: days[0] }),
    ],
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
