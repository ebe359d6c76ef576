import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** `npm run new -- territory --area organization [--zh 区域]`: a business object that works everywhere, and its line in the list. */
const ROOT = join(import.meta.dirname, "..");
const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { area: { type: "string" }, zh: { type: "string" }, plural: { type: "string" } },
});

const name = camel(positionals[0] ?? "");
const area = options.area ?? "";
if (!/^[a-z][A-Za-z0-9]*$/.test(name) || !/^[a-z]+$/.test(area)) {
  console.error("Usage: npm run new -- <name> --area <folder of crm/> [--zh <name in Chinese>] [--plural <plural>]");
  process.exit(2);
}
const list = join(ROOT, "crm/index.ts");
const folderName = kebab(name);
const folder = join(ROOT, "crm", area, folderName);
if (existsSync(folder) || readFileSync(list, "utf8").includes(` ${name}Module,`)) {
  console.error(`There is an object ${name} already.`);
  process.exit(1);
}

const plural = options.plural ?? pluralOf(name);
const english = words(name);
const chinese = options.zh ?? english;
const files: Record<string, string> = {
  [`${folderName}.object.ts`]: objectFile(),
  "index.ts": indexFile(),
  "labels.zh-CN.json": labels(
    chinese,
    chinese,
    "名称",
    "负责人",
    "备注",
    "基本信息",
    `还没有${chinese}。新建一个，或导入一份表格。`,
    "全部",
  ),
  "labels.en.json": labels(
    english,
    words(plural),
    "Name",
    "Owner",
    "Remark",
    "Basics",
    `No ${words(plural).toLowerCase()} yet. Create one, or import a file.`,
    "All",
  ),
  [`${folderName}.test.ts`]: testFile(),
};

mkdirSync(folder, { recursive: true });
for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
addToList();
spawnSync(join(ROOT, "node_modules/.bin/biome"), ["check", "--write", folder, list], { cwd: ROOT });

console.log(`Made crm/${area}/${folderName}/ and its line in crm/index.ts. It works now. Next, where it needs more than fields:

  ${folderName}.object.ts      fields, access, list columns, form
  ${options.zh ? "" : "labels.zh-CN.json  its name in Chinese\n  "}${folderName}.rules.ts       what follows from other fields, what must hold
  <verb>.action.ts         a verb with its refusal
  <do-this>.job.ts         something at a time
  <Name>Page.tsx           a screen that is more than a list, with one line in crm/pages.ts

Then: npm test -- server crm/${area}/${folderName}/${folderName}.test.ts`);

function objectFile(): string {
  return `import { defineObject, longText, owner, text } from "#engine/object.ts";

export const ${name} = defineObject({
  name: "${name}",
  plural: "${plural}",
  title: "name",
  area: "${area}",

  fields: {
    name: text({ required: true, max: 120 }),
    owner: owner(),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "own", read: "departmentTree", update: "own", delete: "own" },

  list: ["name", "owner", "updatedAt"],
  form: {
    basics: ["name", "owner", "remark"],
  },
  facts: ["owner"],
  views: {
    all: { sort: "-updatedAt" },
  },
  timeline: true,
});
`;
}

function indexFile(): string {
  return `import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { ${name} } from "./${folderName}.object.ts";

export const ${name}Module: ObjectModule = {
  object: ${name},
  labels: { "zh-CN": chinese, en: english },
};
`;
}

function labels(
  label: string,
  many: string,
  nameWord: string,
  owner: string,
  remark: string,
  basics: string,
  empty: string,
  all: string,
): string {
  const content = {
    label,
    plural: many,
    empty,
    fields: { name: nameWord, owner, remark },
    sections: { basics },
    views: { all },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function testFile(): string {
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make } = await startCrmCompany();

test("who makes a ${english.toLowerCase()} finds it in the list", async () => {
  const rep = await make.user();

  const made = await as(rep).post("/api/v1/${kebab(plural)}", { name: "华东一区" });
  const list = await as(rep).get("/api/v1/${kebab(plural)}");

  assert.equal(made.status, 201);
  assert.deepEqual(
    list.body.items.map((one: { name: string }) => one.name),
    ["华东一区"],
  );
});
`;
}

function addToList(): void {
  const source = readFileSync(list, "utf8");
  const withImport = source.replace(
    "import type { ObjectModule }",
    `import { ${name}Module } from "./${area}/${folderName}/index.ts";\nimport type { ObjectModule }`,
  );
  const end = withImport.lastIndexOf("];");
  writeFileSync(list, `${withImport.slice(0, end)}  ${name}Module,\n${withImport.slice(end)}`);
}

function camel(text: string): string {
  return text.replace(/[-_ ]+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function kebab(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function words(text: string): string {
  const spaced = text.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced[0]!.toUpperCase() + spaced.slice(1);
}

function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
