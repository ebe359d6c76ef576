import sql from "sql-template-tag";
import { tableOf } from "#engine/model/sql.ts";
import { ok } from "./client.ts";
import { once, spread, throughput } from "./measure.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

/** Global search: two characters, initials, the end of a phone number, a word that stands in a third of all records. */
export async function measureSearch(stage: Stage): Promise<void> {
  const words = await sampleWords(stage);
  for (const [what, list] of Object.entries(words)) {
    const limit = what === "common word" ? 250 : 60;
    const first = await once(list, (word) => find(stage, word));
    note(`  the first time after a start: ${what}`, `p50 ${ms(first.p50)}, p95 ${ms(first.p95)}`, "", null);
    const taken = await spread(60, (index) => find(stage, list[index % list.length]!));
    note(
      `search: ${what} (${list.slice(0, 3).join(" ")} …)`,
      `p50 ${ms(taken.p50)}, p95 ${ms(taken.p95)}`,
      `p95 ≤ ${limit} ms`,
      taken.p95 <= limit,
    );
  }
  await underLoad(stage, words["two characters"]!);
}

export async function find(stage: Stage, words: string): Promise<any> {
  return ok(await stage.as.manager.get(`/api/v1/search?q=${encodeURIComponent(words)}`));
}

type Customer = { name: string; phone: string; initials: string };

/** Forty customers of somebody, from anywhere in the company. */
export async function sampleCustomers(stage: Stage): Promise<Customer[]> {
  const table = `${stage.company.schema}.account`;
  const [size] = await stage.engine.database.query<{ rows: number }>(
    sql`select reltuples as rows from pg_class where oid = ${table}::regclass`,
  );
  const percent = 50_000 / Math.max(500, size!.rows);
  return await stage.engine.database.query<Customer>(sql`
    select a.name, a.phone, d.initials from ${tableOf(stage.company, "account")} a tablesample system (${percent})
    join ${tableOf(stage.company, "search_doc")} d on d.object = 'account' and d.record_id = a.id where a.owner_id is not null and a.phone is not null limit 40`);
}

export async function sampleWords(stage: Stage): Promise<Record<string, string[]>> {
  const customers = await sampleCustomers(stage);
  return {
    "two characters": customers.map(({ name }) => name.slice(2, 4)),
    "pinyin initials": customers.map(({ initials }) => initials.slice(2, 6)),
    "last four digits": customers.map(({ phone }) => phone.slice(-4)),
    "common word": ["有限", "公司", "科技"],
  };
}

/** With sixteen clients at once every answer is whole: the same groups as when asked alone. */
async function underLoad(stage: Stage, words: readonly string[]): Promise<void> {
  const shape = (answer: { groups: { object: string; hits: unknown[] }[] }) =>
    JSON.stringify(answer.groups.map((group) => [group.object, group.hits.length]));
  const alone = new Map<string, string>();
  for (const word of words) alone.set(word, shape(await find(stage, word)));
  let partial = 0;
  const rate = await throughput(16, 6, async (index) => {
    const word = words[index % words.length]!;
    if (shape(await find(stage, word)) !== alone.get(word)) partial++;
  });
  note("search with 16 clients: empty or partial answers", `${partial} at ${rate.toFixed(0)}/s`, "0", partial === 0);
}
