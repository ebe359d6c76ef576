/** A price of a book, with what its book says of when it holds. */
export type PriceOffer = {
  productId: string;
  minQuantity: number;
  price: string;
  currency: string;
  /** Customers the book is for; null: all. */
  level: string | null;
  validFrom: string | null;
  validTo: string | null;
};

export type PriceQuestion = {
  productId: string;
  quantity: number;
  currency: string;
  level: string | null;
  on: string;
};

/** The price for the customer on the day: of his level before any, of the book that began last, of the largest step reached. */
export function rightPrice(offers: readonly PriceOffer[], question: PriceQuestion): string | null {
  const [best] = offers.filter((offer) => holds(offer, question)).sort(bestFirst);
  return best?.price ?? null;
}

function holds(offer: PriceOffer, { productId, quantity, currency, level, on }: PriceQuestion): boolean {
  return (
    offer.productId === productId &&
    offer.currency === currency &&
    offer.minQuantity <= quantity &&
    (offer.level === null || offer.level === level) &&
    (offer.validFrom === null || offer.validFrom <= on) &&
    (offer.validTo === null || offer.validTo >= on)
  );
}

function bestFirst(a: PriceOffer, b: PriceOffer): number {
  return (
    Number(b.level !== null) - Number(a.level !== null) ||
    (b.validFrom ?? "").localeCompare(a.validFrom ?? "") ||
    b.minQuantity - a.minQuantity
  );
}
