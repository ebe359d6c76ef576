import { test } from "@playwright/test";
import { setUpCompany } from "./people.ts";
import { type Product, startProduct } from "./product.ts";

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(async () => await product.stop());

test("a list of leads becomes a won deal, and everybody sees what is his", async ({ page }) => {
  await setUpCompany(page, product, "新天国际科技");
});
