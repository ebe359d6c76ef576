import assert from "node:assert/strict";
import { test } from "node:test";
import { isDue } from "./cron.ts";

const cases: [pattern: string, instant: string, zone: string, due: boolean][] = [
  ["0 9 * * *", "2026-11-20T01:00:00Z", "Asia/Shanghai", true],
  ["0 9 * * *", "2026-11-20T09:00:00Z", "Asia/Shanghai", false],
  ["*/15 * * * *", "2026-11-20T01:45:00Z", "Asia/Shanghai", true],
  ["*/15 * * * *", "2026-11-20T01:46:00Z", "Asia/Shanghai", false],
  ["0 8 * * 1-5", "2026-11-20T00:00:00Z", "Asia/Shanghai", true],
  ["0 8 * * 1-5", "2026-11-21T00:00:00Z", "Asia/Shanghai", false],
  ["0 8 * * 7", "2026-11-22T00:00:00Z", "Asia/Shanghai", true],
  ["0 0 1 1,4,7,10 *", "2026-09-30T16:00:00Z", "Asia/Shanghai", true],
];

for (const [pattern, instant, zone, due] of cases) {
  test(`${pattern} is ${due ? "" : "not "}due at ${instant} in ${zone}`, () => {
    assert.equal(isDue(pattern, new Date(instant), zone), due);
  });
}
