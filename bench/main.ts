/**
 * Measures what quality promises, on a seeded company: `npm run kehai -- seed --size L` first, then `npm run bench`, or
 * `npm run bench -- lists search …` for parts of it. `--company SLUG` chooses the company, `--small SLUG` the one growth is seen against.
 * Figures are taken through the API of a server of its own; hand-written SQL and the floor run in the same minutes.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureBoard } from "./board.ts";
import { measureCash } from "./cash.ts";
import { measureExchange } from "./exchange.ts";
import { measureGrowth } from "./growth.ts";
import { measureLists } from "./list-pages.ts";
import { measureMachine } from "./machine.ts";
import { measureRecordPage } from "./record-page.ts";
import { measureSearch } from "./search.ts";
import { openStage, otherCompany, type Stage } from "./stage.ts";
import { writeResults } from "./table.ts";
import { measureWrites } from "./writes.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { company: { type: "string" }, small: { type: "string" } },
});

/** On a demo company of its own, before any other server runs beside it. */
const ALONE: Record<string, () => Promise<void>> = { machine: measureMachine };

const PARTS: Record<string, (stage: Stage) => Promise<void>> = {
  lists: measureLists,
  search: measureSearch,
  record: measureRecordPage,
  board: measureBoard,
  // Before what leaves hundreds of customers behind in one company and none in the other.
  growth: async (stage) => {
    if (values.small) await measureGrowth(stage, await otherCompany(stage, values.small));
    else console.log("  --small SLUG names a second company here, seeded with --size M");
  },
  cash: measureCash,
  writes: measureWrites,
  exchange: measureExchange,
};

const known = [...Object.keys(ALONE), ...Object.keys(PARTS)];
const chosen = positionals.length > 0 ? positionals : known;
const unknown = chosen.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`there is no ${unknown.join(", ")}; the parts are ${known.join(", ")}`);

let stage: Stage | undefined;
try {
  for (const name of chosen) {
    console.log(`\n${name}`);
    const alone = ALONE[name];
    if (!alone) stage ??= await openStage(values.company);
    await (alone?.() ?? PARTS[name]!(stage!));
  }
} finally {
  await stage?.close();
}
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
writeResults(`bench-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`, {
  version,
  company: stage?.company.slug,
});
