import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

const ROOT = dirname(import.meta.dirname);
const scratch = mkdtempSync(join(tmpdir(), "kehai-new-object-"));
after(() => rmSync(scratch, { recursive: true, force: true }));
copyProject();

test("a new object lists, creates, searches, imports and exports with no edit outside its folder and its list line", () => {
  run("scripts/new-object.ts", "territory", "--area", "organization", "--zh", "区域");
  const changed = git("status", "--porcelain", "--untracked-files=all");
  assert.deepEqual(changed.split("\n").filter(Boolean).sort(), [
    " M crm/index.ts",
    "?? crm/organization/territory/index.ts",
    "?? crm/organization/territory/labels.en.json",
    "?? crm/organization/territory/labels.zh-CN.json",
    "?? crm/organization/territory/territory.object.ts",
    "?? crm/organization/territory/territory.test.ts",
  ]);

  writeFileSync(join(scratch, "test/newcomer.test.ts"), NEWCOMER);
  run("node_modules/typescript/bin/tsc", "-p", ".");
  run("scripts/check-labels.ts");
  run("scripts/check-imports.ts");
  run("--test", "crm/organization/territory/territory.test.ts", "test/newcomer.test.ts");
});

test("a name that is taken is refused", () => {
  const again = spawnSync(process.execPath, ["scripts/new-object.ts", "account", "--area", "sales"], {
    cwd: scratch,
    encoding: "utf8",
  });
  assert.equal(again.status, 1);
  assert.match(again.stderr, /an object account already/);
});

/** What a newcomer would try, through the API. */
const NEWCOMER = `
import assert from "node:assert/strict";
import { test } from "node:test";
import { runImport } from "#engine/import/run-import.ts";
import { startTestApp } from "./app.ts";

const { as, make, admin, engine, company } = await startTestApp({ template: "kehai_newcomer" });

test("everything works that works for every object", async () => {
  const rep = await make.user();
  const made = await as(rep).post("/api/v1/territories", { name: "华东一区", remark: "上海和江苏" });
  assert.equal(made.status, 201, made.text);

  const list = await as(rep).get('/api/v1/territories?filter={"field":"name","op":"contains","value":"华东"}&sort=-updatedAt');
  assert.deepEqual(list.body.items.map((one: any) => one.name), ["华东一区"]);
  const saved = await as(rep).patch(\`/api/v1/territories/\${made.body.id}\`, { name: "华东二区" }, { headers: { "if-match": "1" } });
  assert.equal(saved.status, 200, saved.text);

  for (const words of ["华东", "huadong", "hdeq"]) {
    const found = await as(rep).get("/api/v1/search?q=" + encodeURIComponent(words));
    assert.ok(found.body.groups.some((group: any) => group.object === "territory"), words + " " + found.text);
  }
  const history = await as(rep).get(\`/api/v1/territories/\${made.body.id}/history\`);
  assert.equal(history.status, 200, history.text);
  assert.equal((await as(await make.user({ team: "华北" })).get(\`/api/v1/territories/\${made.body.id}\`)).status, 404);

  const model = await as(rep).get("/api/v1/model");
  assert.equal(model.body.objects.find((one: any) => one.name === "territory").label, "区域");

  const seam = "----seam";
  const upload = ["--" + seam, 'content-disposition: form-data; name="object"', "", "territory", "--" + seam,
    'content-disposition: form-data; name="file"; filename="a.csv"', "content-type: text/csv", "", "名称,备注\\n华南区,广东\\n", "--" + seam + "--", ""].join("\\r\\n");
  const headers = { "content-type": "multipart/form-data; boundary=" + seam };
  const { body: imported } = await as(admin).post("/api/v1/imports", upload, { headers });
  assert.equal((await as(admin).post(\`/api/v1/imports/\${imported.id}/run\`, {})).status, 202);
  await runImport(engine, company, imported.id);
  const south = await as(admin).get('/api/v1/territories?filter={"field":"name","op":"eq","value":"华南区"}');
  assert.equal(south.body.items[0]?.remark, "广东", south.text);

  const csv = await as(admin).post("/api/v1/exports", { object: "territory", format: "csv" });
  assert.ok(csv.status < 300, csv.text);
});
`;

function copyProject(): void {
  const files = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const names = files.stdout.split("\0").filter((name) => name !== "" && !/^(docs|bench\/data)\//.test(name));
  for (const name of names) {
    mkdirSync(dirname(join(scratch, name)), { recursive: true });
    cpSync(join(ROOT, name), join(scratch, name));
  }
  symlinkSync(join(ROOT, "node_modules"), join(scratch, "node_modules"));
  git("init", "-q");
  git("add", "-A");
  git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-qm", "scratch");
}

function run(script: string, ...args: string[]): void {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const done = spawnSync(process.execPath, [script, ...args], { cwd: scratch, encoding: "utf8", env });
  assert.equal(done.status, 0, `${script}\n${done.stdout}\n${done.stderr}`);
}

function git(...args: string[]): string {
  const done = spawnSync("git", args, { cwd: scratch, encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}
