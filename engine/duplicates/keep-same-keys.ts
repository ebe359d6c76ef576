import sql from "sql-template-tag";
import type { Step } from "../company/take-steps.ts";
import { duplicateTable } from "./duplicate-keys.ts";

/**
 * A name that is its own short form used to leave one of its two keys behind, as it happened: the key of a record that has
 * only a similar one is the same.
 */
export const keepSameKeys: Step = {
  name: "duplicates: a name that is its own short form is kept as the same",
  async run({ db, company }) {
    const table = duplicateTable(company);
    await db.execute(sql`
      update ${table} d set kind = left(d.kind, -1)
       where d.kind like '%~' and not exists (
         select 1 from ${table} s
          where (s.object, s.record_id, s.rule, s.field) = (d.object, d.record_id, d.rule, d.field) and s.kind not like '%~')`);
  },
};
