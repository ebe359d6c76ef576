import { lineAmount } from "#engine/fields/money.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { parcelItem } from "./parcel-item.object.ts";

const fragileItemsAreInsuredTwice = derive(
  parcelItem,
  (item, { related }) => {
    const quantity = (item.quantity ?? 1) * (related("parcel")?.fragile ? 2 : 1);
    const currency = related("parcel")?.currency ?? null;
    return { currency, amount: item.price === null ? null : lineAmount(quantity, item.price, 0, currency ?? "CNY") };
  },
  { reads: ["parcel"] },
);

const itemsHaveAPrice = check(parcelItem, (item) =>
  item.price === null ? { code: "parcelItem.price_missing", field: "price" } : null,
);

const sentItemsAreOutOfReach = freeze(
  parcelItem,
  (_item, { related }) => (related("parcel")?.status === "sent" ? "parcel.already_sent" : null),
  { reads: ["parcel"] },
);

export const rules = [sentItemsAreOutOfReach, fragileItemsAreInsuredTwice, itemsHaveAPrice];
