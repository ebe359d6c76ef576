import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openCompanies } from "#engine/company/company.ts";
import { inTransaction } from "#engine/context.ts";
import type { SystemActor } from "#engine/ctx.ts";
import { examine } from "#engine/doctor/examine.ts";
import { search } from "#engine/search/search.ts";
import { readConfig } from "#platform/config.ts";
import { diskFiles } from "#platform/files.ts";
import { cloneDatabase } from "#test/cluster.ts";
import { closeEngine, composeEngine } from "../compose.ts";
import { prepareDatabase } from "../prepare.ts";
import { restore } from "./restore.ts";

const BACKUPS = join(import.meta.dirname, "../../test/backups");
const folder = mkdtempSync(join(tmpdir(), "kehai-upgrade-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const CUSTOMERS = ["lead", "account", "opportunity", "user"];
/** What must be there after the upgrade, by the backup's name. */
const HELD: Record<string, readonly string[]> = {
  "kehai-0.1.0.backup": CUSTOMERS,
  "kehai-0.1.0-to-cash.backup": [
    ...CUSTOMERS,
    "campaign",
    "quote",
    "contract",
    "order",
    "paymentPlan",
    "receipt",
    "allocation",
    "invoice",
  ],
};

for (const name of readdirSync(BACKUPS)) {
  test(`this version starts from ${name}`, async () => {
    const url = await cloneDatabase();
    await restore(url, diskFiles(join(folder, name)), join(BACKUPS, name));
    const engine = composeEngine(readConfig({ KEHAI_DATA: folder, LOG_LEVEL: "silent" }), url);
    after(() => closeEngine(engine));

    await prepareDatabase(engine, url);

    const [company] = await openCompanies(engine.database);
    const actor: SystemActor = { kind: "system", name: "upgrade", rights: { "*": ["*"] }, source: "test", language: "zh-CN" };
    await inTransaction(engine, company!, actor, async (ctx) => {
      assert.deepEqual(await examine(ctx), []);
      for (const object of HELD[name]!) {
        assert.ok((await ctx.records.count(object, {})).count > 0, `${object} is empty`);
        assert.ok((await ctx.records.list(object, { limit: 5 })).items.length > 0);
      }
      const [oldest] = (await ctx.records.list("account", { sort: "createdAt", limit: 1 })).items;
      const made = await ctx.records.create("account", { name: "升级之后有限公司" }, { accept: "all" });
      for (const known of [oldest!, made]) {
        const { groups } = await search(ctx, known.name, ["account"]);
        assert.ok(
          groups[0]?.hits.some((hit) => hit.id === known.id),
          `${known.name} is not found`,
        );
      }
    });
  });
}
