import Big from "big.js";
import type { AnyRecord } from "#engine/object.ts";
import { PRODUCTS } from "./products.ts";
import { create, type Seeding } from "./seeding.ts";

const SERVICES = ["SV-INS", "SV-MA", "SV-SEC", "SV-DEV"];
const SERVICE_TAX = 6;
/** What is left of the list price: to buy it, and for whom. */
const COST_PART = { 服务器: "0.72", 存储: "0.7", 网络: "0.66", 机房: "0.75", 软件: "0.35", 服务: "0.55" } as const;
const KEY_ACCOUNT_PART = "0.92";
const TEN_PIECES_PART = "0.95";

/** Products by category with what they cost, and the price books they are sold from this year. */
export async function seedCatalogue(seeding: Seeding): Promise<readonly AnyRecord[]> {
  const kinds = [...new Set(PRODUCTS.map(({ series }) => series))];
  const categories = await create(
    seeding,
    "productCategory",
    kinds.map((name, i) => ({ name, sort: i + 1 })),
  );
  const products = await create(
    seeding,
    "product",
    PRODUCTS.map((product) => ({
      ...{ currency: "CNY", ...product },
      categoryId: categories.find(({ name }) => name === product.series)!.id,
      cost: partOf(product.listPrice, COST_PART[product.series]),
      taxRate: SERVICES.includes(product.code) ? SERVICE_TAX : 13,
    })),
  );
  await seedPriceBooks(seeding, products);
  return products;
}

async function seedPriceBooks(seeding: Seeding, products: readonly AnyRecord[]): Promise<void> {
  const year = seeding.calendar.date(0).slice(0, 4);
  const term = { currency: "CNY", validFrom: `${year}-01-01`, validTo: `${year}-12-31` };
  const sold = products.filter(({ status }) => status === "onSale");
  const entries = (part: string, minQuantity: number) =>
    sold.map(({ id, listPrice }) => ({ productId: id, minQuantity, price: partOf(listPrice, part) }));
  await create(seeding, "priceBook", [
    { name: `${year} 年标准价格表`, ...term, lines: [...entries("1", 0), ...entries(TEN_PIECES_PART, 10)] },
    { name: `${year} 年重点客户价格表`, level: "A", ...term, lines: entries(KEY_ACCOUNT_PART, 0) },
  ]);
}

function partOf(price: string, part: string): string {
  return new Big(price).times(part).round(0, Big.roundHalfUp).toFixed();
}
