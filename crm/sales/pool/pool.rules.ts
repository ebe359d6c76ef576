import { check } from "#engine/rule.ts";
import { pool } from "./pool.object.ts";

const warningComesBeforeTheEnd = check(
  pool,
  ({ warnDays, recycleAfterDays }) =>
    warnDays !== null && recycleAfterDays !== null && warnDays >= recycleAfterDays
      ? { code: "pool.warning_too_early", field: "warnDays" }
      : null,
  { strength: "invariant" },
);

const warningNeedsAnEnd = check(
  pool,
  ({ warnDays, recycleAfterDays }) =>
    warnDays !== null && recycleAfterDays === null ? { code: "pool.warning_without_recycling", field: "recycleAfterDays" } : null,
  { strength: "invariant" },
);

export const rules = [warningComesBeforeTheEnd, warningNeedsAnEnd];
