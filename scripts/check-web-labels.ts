import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { modules } from "#crm/index.ts";
import { labelKeys } from "./label-keys.ts";

/** Every word the pages ask for exists, is there when it is asked for, and no word waits for a page that never asks. */
const ROOT = dirname(import.meta.dirname);
const problems: string[] = [];

const files = ["web/labels.zh-CN.json", ...globSync("web/labels/*.zh-CN.json", { cwd: ROOT })];
const known = new Set(files.flatMap((file) => [...labelKeys(join(ROOT, file))].map((key) => key.replace(/_other$/, ""))));
const pages = globSync("{web,crm}/**/*.{ts,tsx}", { cwd: ROOT })
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => ({ file, source: readFileSync(join(ROOT, file), "utf8") }));
const areas = new Set(modules.map(({ object }) => object.area).filter((area) => !["none", "settings"].includes(area)));

for (const { file, source } of pages)
  for (const [, key] of source.matchAll(/\bt\(\s*"([\w.-]+)"/g)) if (!known.has(key!)) problems.push(`no label ${key} (${file})`);
for (const area of areas) if (!known.has(`area.${area}`)) problems.push(`no label area.${area}`);
checkLate();
checkUnasked();

for (const problem of problems) console.error(`web labels: ${problem}`);
if (problems.length > 0) process.exit(1);
console.log(`web labels: ${known.size}, each asked for where it is at hand`);

/** Words that come with a page of their own are asked for in its folder only: anywhere else the key itself would be shown. */
function checkLate(): void {
  const late = /withWords\(\s*"(\w+)"/g;
  const routes = readFileSync(join(ROOT, "web/routes.tsx"), "utf8");
  for (const area of new Set([...routes.matchAll(late)].map(([, name]) => name!))) {
    const asked = new RegExp(`["'\`]${area}\\.[\\w$]`);
    const isReached = new RegExp(`from "[./#\\w-]*/${area}/([\\w-]+)\\.tsx?"`, "g");
    const outside = pages.filter(({ file }) => !file.startsWith(`web/${area}/`));
    const reached = new Set(outside.flatMap(({ source }) => [...source.matchAll(isReached)].map(([, name]) => name!)));
    for (const { file, source } of pages) {
      const isInside = file.startsWith(`web/${area}/`) && !reached.has(basename(file).replace(/\.tsx?$/, ""));
      if (!isInside && asked.test(source)) problems.push(`${file} speaks of ${area}.*, which comes with its page only`);
    }
  }
}

/** Asked for by name, or by a name with a gap in it: `import.step.${step}`. */
function checkUnasked(): void {
  const all = pages.map(({ source }) => source).join("\n");
  const named = new Set([...all.matchAll(/["'`]([\w-]+(?:\.[\w-]+)+)["'`]/g)].map(([, key]) => key!));
  const gapped = [...all.matchAll(/`([\w-]+\.[\w.-]*(?:\$\{[^}`]*\}[\w.-]*)+)`/g)]
    .map(([, key]) => key!)
    .filter((key) => !key.startsWith("area."))
    .map((key) => new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[^.]+")}$`));
  for (const key of known) {
    const isArea = key.startsWith("area.") && areas.has(key.slice("area.".length));
    if (!isArea && !named.has(key) && !gapped.some((one) => one.test(key))) problems.push(`nobody asks for ${key}`);
  }
}
