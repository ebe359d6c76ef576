import { check } from "#engine/rule.ts";
import { priceBook } from "./price-book.object.ts";

const booksEndAfterTheyBegin = check(priceBook, ({ validFrom, validTo }) =>
  validFrom !== null && validTo !== null && validTo < validFrom ? { code: "priceBook.ends_early", field: "validTo" } : null,
);

const pricesKeepTheirCurrency = check(
  priceBook,
  (book, { before }) =>
    before !== null && before.currency !== book.currency && (book.entryCount ?? 0) > 0
      ? { code: "priceBook.currency_of_prices", field: "currency" }
      : null,
  { strength: "invariant" },
);

export const rules = [booksEndAfterTheyBegin, pricesKeepTheirCurrency];
