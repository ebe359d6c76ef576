import type { Sql } from "sql-template-tag";
import { raw } from "sql-template-tag";
import { quoted } from "#engine/model/sql.ts";
import { ok } from "./client.ts";
import { LISTS, type NamedList } from "./lists.ts";
import { inTurns, type Spread, spread, throughputs } from "./measure.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

const COLUMNS = `a.id, a.version, a.name, a.level, a.status, a.industry, a.region, a.phone, a.employees, a.owner_id, o.name as owner_name,
  a.open_opportunity_count, a.open_amount, a.won_amount, a.last_follow_up_at, a.created_at, a.updated_at, a.source, a.type, a.currency`;
const FIELDS =
  "name,level,status,industry,region,phone,employees,owner,openOpportunityCount,openAmount,wonAmount,lastFollowUpAt,createdAt,updatedAt,source,type";

/** The twelve lists against their hand-written SQL, alone and with sixteen clients, and the count beside them. */
export async function measureLists(stage: Stage): Promise<void> {
  for (const list of LISTS) await one(stage, list);
  await sixteen(stage);
  await counts(stage);
}

async function one(stage: Stage, list: NamedList): Promise<void> {
  const statement = handWritten(stage, list);
  const rows = await stage.engine.database.query(statement);
  const page = ok(await stage.as[list.as].get(pathOf(list)));
  const same = JSON.stringify(page.items.map((item: { id: string }) => item.id)) === JSON.stringify(rows.map((row) => row.id));
  if (!same) throw new Error(`${list.name}: the API and the hand-written SQL give different rows`);

  const [floor, ours] = (await inTurns(40, [
    () => stage.engine.database.query(statement),
    async () => ok(await stage.as[list.as].get(pathOf(list))),
  ])) as [Spread, Spread];
  const limit = list.indexed ? 50 : 250;
  const bar = 1.5 * floor.p50 + 3;
  note(
    `${list.name} (${rows.length} rows)`,
    `${ms(ours.p50)}, p95 ${ms(ours.p95)}`,
    `p50 ≤ ${ms(bar)} (SQL ${ms(floor.p50)}), p95 ≤ ${limit} ms`,
    ours.p50 <= bar && ours.p95 <= limit,
  );
}

/** The list as the web app asks for it. */
export function pathOf(list: NamedList): string {
  const filter = list.filter === null ? "" : `&filter=${encodeURIComponent(JSON.stringify(list.filter))}`;
  return `/api/v1/accounts?sort=${list.sort}&limit=50&fields=${FIELDS}${filter}`;
}

/** What someone would write who knows who may see what: everybody's, a list of owners', or one's own and the pool's, each in order. */
function handWritten(stage: Stage, list: NamedList): Sql {
  const schema = quoted(stage.company.schema);
  const where = list.where.replace(/\b(level|region|industry|source) =/g, "a.$1 =");
  const order = list.order.replace(/\b(created_at|id|name|employees)\b/g, "a.$1");
  const rows = (scope: string) =>
    `from ${schema}.account a where a.deleted_at is null and ${scope} and ${where} order by ${order} limit 50`;
  const owners = stage.sees[list.as];
  const one = owners === null ? "true" : `a.owner_id = any('{${owners.join(",")}}'::uuid[])`;
  const scope =
    list.as === "rep"
      ? `a.id in ((select a.id ${rows(one)}) union all (select a.id ${rows(`a.owner_id is null and a.pool_id = '${stage.poolId}'`)}))`
      : `${one} and ${where}`;
  return raw(`select ${COLUMNS} from ${schema}.account a left join ${schema}."user" o on o.id = a.owner_id
    where a.deleted_at is null and ${scope} order by ${order} limit 50`);
}

async function sixteen(stage: Stage): Promise<void> {
  const walk = LISTS.find((list) => list.name === "boss, north, newest")!;
  const scoped = LISTS.find((list) => list.name === "manager, rare, newest")!;
  for (const list of [walk, scoped]) {
    ok(await stage.floor.post("/define", { name: list.name, sql: handWritten(stage, list).text }));
    const [floor, ours] = (await throughputs(16, 2, [
      async () => ok(await stage.floor.get(`/run/${encodeURIComponent(list.name)}`)),
      async () => ok(await stage.as[list.as].get(pathOf(list))),
    ])) as [number, number];
    note(
      `16 clients: ${list.name}`,
      `${ours.toFixed(0)}/s`,
      `≥ 0.6 × floor ${floor.toFixed(0)}/s (${(ours / floor).toFixed(2)})`,
      ours >= 0.6 * floor,
    );
  }
}

async function counts(stage: Stage): Promise<void> {
  for (const person of ["rep", "manager", "boss"] as const) {
    const taken = await spread(10, async () => ok(await stage.as[person].post("/api/v1/accounts/count", {})));
    const { count, exact } = ok(await stage.as[person].post("/api/v1/accounts/count", {}));
    note(
      `count for the ${person}: ${count.toLocaleString("en")}${exact ? "" : " (estimated)"}`,
      `p95 ${ms(taken.p95)}`,
      "≤ 200 ms",
      taken.p95 <= 200,
    );
  }
}
