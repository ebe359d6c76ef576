import sql from "sql-template-tag";
import { quoted, tableOf } from "#engine/model/sql.ts";
import { ok } from "./client.ts";
import { spread, throughput } from "./measure.ts";
import { busyAccountId } from "./seed/records.ts";
import { countsOf } from "./seed/sizes.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

/** An account with ten thousand follow-ups: the record with `can`, twenty timeline entries and the counts of its children. */
export async function measureRecordPage(stage: Stage): Promise<void> {
  const id = await busiest(stage);
  const children = { filter: { field: "account", op: "eq", value: id } };
  const page = async () => {
    const answers = await Promise.all([
      stage.as.boss.get(`/api/v1/accounts/${id}?can=true`),
      stage.as.boss.get(`/api/v1/accounts/${id}/timeline?limit=20`),
      stage.as.boss.post("/api/v1/contacts/count", children),
      stage.as.boss.post("/api/v1/opportunities/count", children),
      stage.as.boss.post("/api/v1/follow-ups/count", children),
    ]);
    for (const answer of answers) ok(answer);
  };
  const taken = await spread(60, page);
  note(
    "record page: account with 10,000 follow-ups",
    `p50 ${ms(taken.p50)}, p95 ${ms(taken.p95)}`,
    "p95 ≤ 40 ms",
    taken.p95 <= 40,
  );

  ok(await stage.floor.post("/define", { name: "record", sql: handWritten(stage, id) }));
  const floor = await throughput(16, 6, async () => ok(await stage.floor.get("/run/record")));
  const ours = await throughput(16, 6, async () => ok(await stage.as.boss.get(`/api/v1/accounts/${id}?can=true`)));
  note(
    "16 clients: one record with references and can",
    `${ours.toFixed(0)}/s`,
    `≥ 0.6 × floor ${floor.toFixed(0)}/s (${(ours / floor).toFixed(2)})`,
    ours >= 0.6 * floor,
  );
}

/** The seeded company may be of any size; only one of the three accounts exists in it. */
async function busiest(stage: Stage): Promise<string> {
  const candidates = (["S", "M", "L"] as const).map((size) => busyAccountId(countsOf(size)));
  const [row] = await stage.engine.database.query<{ id: string }>(
    sql`select id from ${tableOf(stage.company, "account")} where id = any(${candidates}::uuid[])`,
  );
  return row!.id;
}

function handWritten(stage: Stage, id: string): string {
  const schema = quoted(stage.company.schema);
  return `select a.*, o.name as owner_name, d.name as department_name, c.name as creator_name
    from ${schema}.account a left join ${schema}."user" o on o.id = a.owner_id left join ${schema}.department d on d.id = a.owner_department_id
    left join ${schema}."user" c on c.id = a.created_by_id where a.id = '${id}' and a.deleted_at is null`;
}
