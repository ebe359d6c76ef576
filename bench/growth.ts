import { ok } from "./client.ts";
import { pathOf } from "./list-pages.ts";
import { LISTS } from "./lists.ts";
import { inTurns, once } from "./measure.ts";
import { askPage, busiest } from "./record-page.ts";
import { find, sampleCustomers, sampleWords } from "./search.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";
import { checkDuplicates, createAccount } from "./writes.ts";

/** What the same work costs in a company twenty times as large: both on one server, asked in turns. */
export async function measureGrowth(large: Stage, small: Stage): Promise<void> {
  const works = { large: await worksOf(large), small: await worksOf(small) };
  for (const [what, inLarge] of Object.entries(works.large)) {
    const [less, more] = await inTurns(100, [works.small[what]!, inLarge]);
    const ratio = more!.p50 / less!.p50;
    note(
      `growth: ${what}`,
      `p50 ${ms(less!.p50)} → ${ms(more!.p50)}`,
      `≤ 2 × (${ratio.toFixed(2)}), p95 ${ms(less!.p95)} → ${ms(more!.p95)}`,
      ratio <= 2,
    );
  }
}

type Works = Record<string, (index: number) => Promise<unknown>>;

async function worksOf(stage: Stage): Promise<Works> {
  const works: Works = {};
  for (const list of LISTS.filter(({ indexed }) => indexed))
    works[list.name] = async () => ok(await stage.as[list.as].get(pathOf(list)));

  const account = await busiest(stage);
  works["record page"] = async () => ok(await askPage(stage, account));

  const { "common word": _, ...words } = await sampleWords(stage);
  for (const [what, list] of Object.entries(words)) {
    // Twenty times as much does not fit into memory: what the first look at it costs is told with the search.
    await once(list, (word) => find(stage, word));
    works[`search, ${what}`] = (index) => find(stage, list[index % list.length]!);
  }

  // Of customers who are there: what nobody has costs the same at any size.
  const known = await sampleCustomers(stage);
  works["duplicate check"] = (index) => checkDuplicates(stage, known[index % known.length]!);
  works.create = (index) => createAccount(stage, index);
  return works;
}
