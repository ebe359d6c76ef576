import assert from "node:assert/strict";
import test from "node:test";
import type { WireField } from "#engine/wire.ts";
import { changedRows } from "./changed-rows.ts";
import type { LineRow } from "./line-rows.ts";

const fields = ["name", "quantity", "price", "amount"].map(
  (key) => ({ key, name: key, readOnly: key === "amount" }) as WireField,
);
const row = (key: string, values: Record<string, unknown>, id?: string): LineRow => ({
  key,
  values,
  known: {},
  ...(id ? { id } : {}),
});

const points = row("a", { name: "接入点", quantity: 10, price: "100", amount: "1000.00" }, "a");
const work = row("b", { name: "安装", quantity: 1, price: "500", amount: "500.00" }, "b");

test("only lines that differ are told: changed fields, new lines and those that are gone", () => {
  const more = { ...points, values: { ...points.values, quantity: "12" } };
  const training = row("c", { name: "培训", price: "300" });
  const blank = row("d", {});

  const told = changedRows([points, work], [more, training, blank], fields);

  assert.deepEqual(
    told.map(({ change, row: shown }) => [change, shown?.key]),
    [
      [{ id: "a", quantity: "12" }, "a"],
      [{ name: "培训", price: "300" }, "c"],
      [{ id: "b", removed: true }, undefined],
    ],
  );
});

test("a line that was put back as it was, or only moved, is not told", () => {
  const again = { ...points, values: { ...points.values, quantity: "10", amount: "999.00" } };

  assert.deepEqual(changedRows([points, work], [work, again], fields), []);
});
