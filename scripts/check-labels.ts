import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { modules } from "#crm/index.ts";
import { LANGUAGES, type Language, type Words, wordsOf } from "#engine/labels.ts";
import { compileModel } from "#engine/model/compile.ts";
import type { ModelObject } from "#engine/model/model.ts";
import type { JsonSchema } from "#engine/wire.ts";
import { labelKeys } from "./label-keys.ts";

/** Every text a user can meet exists in every language: names of what is modelled, codes that are thrown. */
const ROOT = dirname(import.meta.dirname);
const problems: string[] = [];

comparePairs();
const model = compileModel("check", modules);
for (const language of LANGUAGES) {
  const words = wordsOf(modules, language);
  for (const object of model.objects.values()) checkObject(object, language, words);
  checkCodes(language, words);
}

for (const problem of new Set(problems)) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`labels: ${model.objects.size} objects complete in ${LANGUAGES.join(", ")}`);

function comparePairs(): void {
  for (const chinese of globSync("{engine,crm,web,test}/**/*.zh-CN.json", { cwd: ROOT })) {
    const english = chinese.replace(".zh-CN.json", ".en.json");
    if (!existsSync(join(ROOT, english))) {
      problems.push(`${english} is missing`);
      continue;
    }
    const [left, right] = [labelKeys(join(ROOT, chinese)), labelKeys(join(ROOT, english))];
    for (const key of left) if (!right.has(key)) problems.push(`${english}: ${key} is missing`);
    for (const key of right) if (!left.has(key)) problems.push(`${chinese}: ${key} is missing`);
  }
}

function checkObject(object: ModelObject, language: Language, words: Words): void {
  const want = (...keys: string[]) => {
    if (!keys.some((key) => words.has(key))) problems.push(`${language}: no label ${keys.join(" or ")}`);
  };
  const { name } = object;
  for (const key of ["label", "plural"]) want(`${name}.${key}`);
  for (const field of object.fields.values()) {
    if (!(field.system && field.internal)) want(`${name}.fields.${field.name}`, `system.${field.name}`);
    for (const option of field.options ?? []) if (!option.label) want(`${name}.${field.name}.${option.value}`);
  }
  for (const section of Object.keys(object.form)) want(`${name}.sections.${section}`, `system.sections.${section}`);
  for (const view of Object.keys(object.views ?? {})) want(`${name}.views.${view}`, `system.views.${view}`);
  for (const document of object.documents.keys()) want(`${name}.documents.${document}`);
  for (const action of object.actions.values()) {
    want(`${name}.actions.${action.name}`, `system.actions.${action.name}`);
    wantInputs(object, action.input as JsonSchema, `${name}.inputs.${action.name}`);
  }

  /** `lines`, and `linesOf.quantity` for what is asked of each of them. */
  function wantInputs(about: ModelObject, schema: JsonSchema, path: string): void {
    for (const [input, property] of Object.entries(schema.properties ?? {})) {
      const field = [...about.fields.values()].find((one) => one.name === input || one.key === input);
      if (!field) want(`${path}.${input}`, `system.inputs.${input}`);
      const row = model.objects.get(property.items?.properties?.id?.reference ?? "");
      wantInputs(row ?? about, property.items ?? {}, `${path}.${input}Of`);
    }
  }
}

function checkCodes(language: Language, words: Words): void {
  for (const file of globSync("{engine,crm,http}/**/*.ts", { cwd: ROOT })) {
    if (file.endsWith(".test.ts")) continue;
    const source = readFileSync(join(ROOT, file), "utf8");
    const thrown = source.matchAll(/(?:new AppError\(|\bcode: ?)\s*"([a-z][\w.]*)"/g);
    // In crm/ a string `lead.something` is a refusal or the name of an event.
    const named = file.startsWith("crm/") ? source.matchAll(/"([a-z]\w*\.[a-z]+(?:_[a-z]+)*)"/g) : [];
    for (const [, code] of thrown) if (!file.startsWith("crm/")) wantCode(code!, file);
    for (const [, code] of named) if (model.objects.has(code!.split(".")[0]!)) wantCode(code!, file);
  }

  function wantCode(code: string, file: string): void {
    const [object, rest] = [code.split(".")[0]!, code.split(".").slice(1).join(".")];
    if (words.has(code) || words.has(`${object}.events.${rest}`) || isPath(object, rest)) return;
    problems.push(`${language}: no label for ${code} (${file})`);
  }
}

/** `account.level` in a filter is a path, not a code. */
function isPath(object: string, rest: string): boolean {
  const [head = ""] = rest.split(".");
  if (model.objects.get(object)?.fields.has(head)) return true;
  return [...model.objects.values()].some((one) => {
    const field = one.fields.get(object);
    return field?.to !== undefined && (model.objects.get(field.to)?.fields.has(head) ?? false);
  });
}
