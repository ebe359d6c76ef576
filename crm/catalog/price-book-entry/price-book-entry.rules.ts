import { derive } from "#engine/rule.ts";
import { priceBookEntry } from "./price-book-entry.object.ts";

const entryIsNamedAfterItsProduct = derive(
  priceBookEntry,
  (_entry, { related }) => ({ name: related("product")?.name ?? null }),
  {
    reads: ["product"],
  },
);

const entryIsInTheCurrencyOfItsBook = derive(
  priceBookEntry,
  (_entry, { related }) => ({ currency: related("priceBook")?.currency ?? null }),
  { reads: ["priceBook"] },
);

/** Two prices of one product from the same quantity on would leave it to chance which is right. */
const oneProductHasOnePriceFromAQuantityOn = derive(priceBookEntry, ({ priceBookId, productId, minQuantity }) => ({
  key: [priceBookId, productId, minQuantity].join(" "),
}));

export const rules = [entryIsNamedAfterItsProduct, entryIsInTheCurrencyOfItsBook, oneProductHasOnePriceFromAQuantityOn];
