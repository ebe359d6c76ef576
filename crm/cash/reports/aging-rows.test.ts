import assert from "node:assert/strict";
import { test } from "node:test";
import { agingCells, agingRows, agingTotals, percentOfTotal } from "./aging-rows.ts";

const group = (owner: { id: string; title: string } | null, aging: string, outstanding: string) => ({
  group: { owner, aging },
  measures: { outstanding },
});
const wang = { id: "w", title: "王芳" };
const li = { id: "l", title: "李强" };

test("each person has one row with what is outstanding by age, and who has most to collect comes first", () => {
  const answer = {
    rows: [group(wang, "notDue", "100.10"), group(li, "d30", "500"), group(wang, "d30", "0.20"), group(null, "over180", "7")],
  };
  const rows = agingRows(answer, "owner", "未填写");
  assert.deepEqual(
    rows.map(({ label, amounts, total }) => [label, amounts, total]),
    [
      ["李强", { d30: "500" }, "500"],
      ["王芳", { notDue: "100.10", d30: "0.20" }, "100.3"],
      ["未填写", { over180: "7" }, "7"],
    ],
  );
  assert.deepEqual(agingCells(rows, ["notDue", "d30"], "合计"), [
    ["李强", "0", "500", "500"],
    ["王芳", "100.10", "0.20", "100.3"],
    ["未填写", "0", "0", "7"],
    ["合计", "100.1", "500.2", "607.3"],
  ]);
  assert.deepEqual(rows[2]!.filter, { field: "owner", op: "isEmpty" });
  assert.deepEqual(agingTotals(rows, ["notDue", "d30", "over180"]), { notDue: "100.1", d30: "500.2", over180: "7" });
});

test("nothing outstanding has no shares", () => {
  assert.deepEqual(agingRows(undefined, "account", ""), []);
  assert.equal(percentOfTotal("0", "0"), null);
  assert.equal(percentOfTotal("25", "100"), 25);
});
