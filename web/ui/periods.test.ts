import assert from "node:assert/strict";
import { test } from "node:test";
import { filterBefore, periodFilter, spanOf } from "./periods.ts";

test("named periods are left to the server's calendar", () => {
  assert.deepEqual(periodFilter("closedAt", "thisQuarter"), { field: "closedAt", op: "within", value: "thisQuarter" });
  assert.deepEqual(filterBefore("closedAt", "thisQuarter"), { field: "closedAt", op: "within", value: "lastQuarter" });
  assert.equal(periodFilter("closedAt", "all"), undefined);
  assert.equal(filterBefore("closedAt", "all"), null);
});

test("before last month is the month before it", () => {
  assert.deepEqual(filterBefore("closedAt", "lastMonth"), {
    and: [
      { field: "closedAt", op: "within", value: "last2Months" },
      { not: { field: "closedAt", op: "within", value: "lastMonth" } },
    ],
  });
});

test("before two dates are as many days again", () => {
  assert.deepEqual(filterBefore("closedAt", "2026-03-01~2026-03-10"), {
    field: "closedAt",
    op: "between",
    value: ["2026-02-19", "2026-02-28"],
  });
});

test("a group's first day gives its whole month or quarter", () => {
  assert.deepEqual(spanOf("2024-02-01", "month"), ["2024-02-01", "2024-02-29"]);
  assert.deepEqual(spanOf("2017-10-01", "quarter"), ["2017-10-01", "2017-12-31"]);
});
