import sql from "sql-template-tag";
import { busyAccountId } from "#app/seed/records.ts";
import { countsOf } from "#app/seed/sizes.ts";
import { quoted, tableOf } from "#engine/model/sql.ts";
import { type Answer, ok } from "./client.ts";
import { spread, throughput } from "./measure.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

/** An account with ten thousand follow-ups: the record with `can`, twenty timeline entries and the counts of its children. */
export async function measureRecordPage(stage: Stage): Promise<void> {
  const id = await busiest(stage);
  const asked = requestsOf(stage, id);
  const taken = await spread(60, () => Promise.all(asked.map(async (ask) => ok(await ask()))));
  note(
    "record page: account with 10,000 follow-ups",
    `p50 ${ms(taken.p50)}, p95 ${ms(taken.p95)}`,
    "p95 ≤ 40 ms",
    taken.p95 <= 40,
  );

  const statements = handWritten(stage, id);
  for (const [index, statement] of statements.entries())
    ok(await stage.floor.post("/define", { name: `page${index}`, sql: statement }));
  const floor = await throughput(16, 6, async (index) => ok(await stage.floor.get(`/run/page${index % statements.length}`)));
  const ours = await throughput(16, 6, async (index) => ok(await asked[index % asked.length]!()));
  const bar = `≥ 0.6 × floor ${floor.toFixed(0)}/s (${(ours / floor).toFixed(2)})`;
  note("16 clients: the five requests of a record page", `${ours.toFixed(0)}/s`, bar, ours >= 0.6 * floor);
}

/** What the page of an account asks for, all at once. */
export function requestsOf(stage: Stage, id: string): readonly (() => Promise<Answer>)[] {
  const children = { filter: { field: "account", op: "eq", value: id } };
  return [
    () => stage.as.boss.get(`/api/v1/accounts/${id}?can=true`),
    () => stage.as.boss.get(`/api/v1/accounts/${id}/timeline?limit=20`),
    () => stage.as.boss.post("/api/v1/contacts/count", children),
    () => stage.as.boss.post("/api/v1/opportunities/count", children),
    () => stage.as.boss.post("/api/v1/follow-ups/count", children),
  ];
}

/** The seeded company may be of any size; only one of the three accounts exists in it. */
export async function busiest(stage: Stage): Promise<string> {
  const candidates = (["S", "M", "L"] as const).map((size) => busyAccountId(countsOf(size)));
  const [row] = await stage.engine.database.query<{ id: string }>(
    sql`select id from ${tableOf(stage.company, "account")} where id = any(${candidates}::uuid[])`,
  );
  return row!.id;
}

/** The same five answers by someone who knows the tables and asks nobody's permission. */
function handWritten(stage: Stage, id: string): string[] {
  const schema = quoted(stage.company.schema);
  const count = (table: string) => `select count(*) from ${schema}.${table} where account_id = '${id}' and deleted_at is null`;
  return [
    `select a.*, o.name as owner_name, d.name as department_name, c.name as creator_name
       from ${schema}.account a left join ${schema}."user" o on o.id = a.owner_id left join ${schema}.department d on d.id = a.owner_department_id
       left join ${schema}."user" c on c.id = a.created_by_id where a.id = '${id}' and a.deleted_at is null`,
    `select * from (
       (select f.id, f.created_at as at, 'followUp' as kind, f.content, f.type, u.name from ${schema}.follow_up f
          left join ${schema}."user" u on u.id = f.owner_id
         where f.account_id = '${id}' and f.deleted_at is null order by f.created_at desc, f.id desc limit 20)
       union all
       (select e.record_id, e.at, 'event', e.name, e.changes::text, u.name from ${schema}.event e
          left join ${schema}."user" u on u.id = e.actor_id
         where e.object = 'account' and e.record_id = '${id}' order by e.id desc limit 20)) entries order by at desc limit 20`,
    count("contact"),
    count("opportunity"),
    count("follow_up"),
  ];
}
