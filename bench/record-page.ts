import sql from "sql-template-tag";
import { busyAccountId } from "#app/seed/records.ts";
import { countsOf } from "#app/seed/sizes.ts";
import { companyModel } from "#engine/company/company.ts";
import { quoted, tableOf } from "#engine/model/sql.ts";
import type { RecordPage } from "#engine/wire.ts";
import { type Answer, ok } from "./client.ts";
import { spread, throughput } from "./measure.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

/**
 * An account with ten thousand follow-ups: the record with references and `can`, twenty timeline entries and the counts of its
 * children, in the one request that a record's page asks. The floor answers the same in one request as well, with three
 * hand-written statements side by side.
 */
export async function measureRecordPage(stage: Stage): Promise<void> {
  const id = await busiest(stage);
  const ask = async () => ok(await askPage(stage, id));
  const taken = await spread(60, ask);
  note(
    "record page: account with 10,000 follow-ups",
    `p50 ${ms(taken.p50)}, p95 ${ms(taken.p95)}`,
    "p95 ≤ 40 ms",
    taken.p95 <= 40,
  );

  const statements = handWritten(stage, await listsBeside(stage));
  for (const [name, statement] of Object.entries(statements))
    ok(await stage.floor.post("/define", { name, sql: statement, values: [id] }));
  const together = `/together/${Object.keys(statements).join(",")}`;
  sameCounts(ok(await stage.floor.get(together)), await ask());
  const floor = await throughput(16, 6, async () => ok(await stage.floor.get(together)));
  const ours = await throughput(16, 6, ask);
  const bar = `≥ 0.6 × floor ${floor.toFixed(0)}/s (${(ours / floor).toFixed(2)})`;
  note("16 clients: record pages", `${ours.toFixed(0)}/s`, bar, ours >= 0.6 * floor);
}

function sameCounts(floor: { parts: Record<string, string>[][] }, page: RecordPage): void {
  const counted = Object.values(floor.parts[2]![0]!).map(Number);
  const answered = page.related.map(({ count }) => count);
  if (JSON.stringify(counted) !== JSON.stringify(answered)) throw new Error(`the floor counts ${counted}, the API ${answered}`);
}

/** What the page of an account asks for. */
export function askPage(stage: Stage, id: string): Promise<Answer> {
  return stage.as.boss.get(`/api/v1/accounts/${id}/page`);
}

/** The seeded company may be of any size; only one of the three accounts exists in it. */
export async function busiest(stage: Stage): Promise<string> {
  const candidates = (["S", "M", "L"] as const).map((size) => busyAccountId(countsOf(size)));
  const [row] = await stage.engine.database.query<{ id: string }>(
    sql`select id from ${tableOf(stage.company, "account")} where id = any(${candidates}::uuid[])`,
  );
  return row!.id;
}

type Beside = { table: string; column: string };

/** The lists beside an account, which grow with the product: what is counted is the same on both sides. */
async function listsBeside(stage: Stage): Promise<Beside[]> {
  const { objects } = await companyModel(stage.engine, stage.company);
  return (objects.get("account")!.related ?? []).map(({ object, by }) => {
    const { table, fields } = objects.get(object)!;
    return { table, column: fields.get(by)!.columns[0]!.column };
  });
}

/** The same answers by someone who knows the tables and asks nobody's permission; `$1` is the account. */
function handWritten(stage: Stage, beside: readonly Beside[]): Record<string, string> {
  const schema = quoted(stage.company.schema);
  const counts = beside.map(
    ({ table, column }, i) => `(select count(*) from ${schema}."${table}" where ${column} = $1 and deleted_at is null) as n${i}`,
  );
  return {
    record: `select a.*, o.name as owner_name, d.name as department_name, c.name as creator_name
       from ${schema}.account a left join ${schema}."user" o on o.id = a.owner_id left join ${schema}.department d on d.id = a.owner_department_id
       left join ${schema}."user" c on c.id = a.created_by_id where a.id = $1 and a.deleted_at is null`,
    timeline: `select * from (
       (select f.id, f.created_at as at, 'followUp' as kind, f.content, f.type, u.name from ${schema}.follow_up f
          left join ${schema}."user" u on u.id = f.owner_id
         where f.account_id = $1 and f.deleted_at is null order by f.created_at desc, f.id desc limit 20)
       union all
       (select e.record_id, e.at, 'event', e.name, e.changes::text, u.name from ${schema}.event e
          left join ${schema}."user" u on u.id = e.actor_id
         where e.object = 'account' and e.record_id = $1 order by e.id desc limit 20)) entries order by at desc limit 20`,
    counts: `select ${counts.join(", ")}`,
  };
}
