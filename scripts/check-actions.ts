import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A verb nobody has tested fails here: every `*.action.ts` is named by a test. */
const ROOT = dirname(import.meta.dirname);
const tests = globSync("{engine,crm,http,test,e2e}/**/*.{test,spec}.ts", { cwd: ROOT }).map((file) =>
  readFileSync(join(ROOT, file), "utf8"),
);
const actions = globSync("{engine,crm}/**/*.action.ts", { cwd: ROOT });

const untested = actions.filter((file) => {
  const object = basename(dirname(file));
  const verb = basename(file, ".action.ts").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const route = new RegExp(`/${verb}\\b|"${verb}"|\\b${verb}\\(`);
  return !tests.some((text) => route.test(text) && new RegExp(object.replaceAll("-", "[- ]?"), "i").test(text));
});

for (const file of untested) console.error(`${file}: no test names this action`);
if (untested.length > 0) process.exit(1);
console.log(`actions: ${actions.length}, each with a test`);
