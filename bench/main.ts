/**
 * Measures what quality promises, on a seeded company: `npm run kehai -- seed --size L` first, then `npm run bench`.
 * Figures are taken through the API of a server of its own; hand-written SQL and the floor run in the same minutes.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureBoard } from "./board.ts";
import { measureExchange } from "./exchange.ts";
import { measureLists } from "./list-pages.ts";
import { measureMachine } from "./machine.ts";
import { measureRecordPage } from "./record-page.ts";
import { measureSearch } from "./search.ts";
import { openStage } from "./stage.ts";
import { writeResults } from "./table.ts";
import { measureWrites } from "./writes.ts";

const PARTS = {
  lists: measureLists,
  search: measureSearch,
  record: measureRecordPage,
  board: measureBoard,
  writes: measureWrites,
  exchange: measureExchange,
  machine: measureMachine,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { company: { type: "string" } } });
const chosen = positionals.length > 0 ? positionals : Object.keys(PARTS);
const stage = await openStage(values.company);
try {
  for (const name of chosen) {
    console.log(`\n${name}`);
    await PARTS[name as keyof typeof PARTS](stage);
  }
} finally {
  await stage.close();
}
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
writeResults(`bench-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.json`, {
  version,
  company: stage.company.slug,
});
