import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/** docs/architecture.md, "The import rule": a folder imports only from those to its left. */
const ORDER = ["platform", "engine", "crm", "http", "app"];
const ROOT = dirname(import.meta.dirname);
const NOT_IN_CRM = /^(node:|pg|sql-template-tag|fastify|graphile-worker)/;
const FILES = globSync("{platform,engine,crm,http,app,web}/**/*.{ts,tsx}", { cwd: ROOT }).filter((file) => !isTest(file));

type Import = { spec: string; target: string | null; typeOnly: boolean };

const imports = new Map<string, Import[]>(FILES.map((file) => [file, importsOf(file)]));
const problems = [
  ...FILES.flatMap(wrongDirection),
  ...FILES.filter((file) => file.startsWith("web/") || isScreen(file)).flatMap(reachesOutside),
  ...reachesScreen("crm/index.ts"),
];

for (const problem of new Set(problems)) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`imports: ${FILES.length} files keep the rule`);

function wrongDirection(file: string): string[] {
  return imports.get(file)!.flatMap(({ spec, target }) => {
    if (target === null) return forbiddenPackage(file, spec) ? [`${file}: may not use ${spec}`] : [];
    return mayImport(file, target) ? [] : [`${file}: may not import ${target}`];
  });
}

function mayImport(file: string, target: string): boolean {
  const from = top(file);
  const to = top(target);
  // The version of the product is stated once.
  if (from === to || target === "package.json") return true;
  if (from === "web") return to === "engine" || to === "crm";
  if (isScreen(file)) return to === "engine" || (to === "web" && !/^web\/main\./.test(target));
  // Objects reach the platform only through ctx.
  if (from === "crm") return to === "engine";
  if (target === "package.json") return true;
  return ORDER.includes(to) && ORDER.indexOf(to) < ORDER.indexOf(from);
}

/** Components and the hooks they are made of. */
function isScreen(file: string): boolean {
  return file.endsWith(".tsx") || /\/use-[a-z-]+\.ts$/.test(file);
}

function forbiddenPackage(file: string, spec: string): boolean {
  return file.startsWith("crm/") && !file.endsWith(".tsx") && NOT_IN_CRM.test(spec);
}

/** Follows what the browser would load until something that only a server has. */
function reachesOutside(file: string): string[] {
  const chain = pathTo(file, ({ spec, target }) => {
    if (target === null) return isServerOnly(spec);
    return ["platform", "http", "app"].includes(top(target));
  });
  return chain ? [`${file}: the browser would load ${chain.join(" → ")}`] : [];
}

function reachesScreen(file: string): string[] {
  if (!imports.has(file)) return [];
  const chain = pathTo(file, ({ target }) => target !== null && isScreen(target));
  return chain ? [`${file}: Node cannot load ${chain.join(" → ")}`] : [];
}

function pathTo(start: string, found: (one: Import) => boolean): string[] | null {
  const seen = new Set([start]);
  const queue: string[][] = [[start]];
  for (let path = queue.shift(); path; path = queue.shift()) {
    for (const one of imports.get(path.at(-1)!) ?? []) {
      if (one.typeOnly) continue;
      if (found(one)) return [...path, one.target ?? one.spec];
      if (one.target === null || seen.has(one.target)) continue;
      seen.add(one.target);
      queue.push([...path, one.target]);
    }
  }
  return null;
}

function isServerOnly(spec: string): boolean {
  return (
    spec.startsWith("node:") ||
    builtinModules.includes(spec) ||
    /^(pg|fastify|graphile-worker|pino|iconv-lite|hucre)(\/|$|-)/.test(spec)
  );
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const found: Import[] = [];
  for (const [, type, spec] of source.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;"']*?\bfrom\s+["']([^"']+)["']/gm)) {
    found.push({ spec: spec!, target: targetOf(file, spec!), typeOnly: type !== undefined });
  }
  for (const [, spec] of source.matchAll(/(?:^\s*import\s+|\bimport\(\s*)["']([^"']+)["']/gm)) {
    // `import("…").Name` in a type position is erased as well.
    const typeOnly = new RegExp(`import\\(\\s*["']${spec!.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']\\s*\\)\\.[A-Z]`).test(
      source,
    );
    found.push({ spec: spec!, target: targetOf(file, spec!), typeOnly });
  }
  return found;
}

/** Path of a project file, or null for a package. */
function targetOf(file: string, spec: string): string | null {
  if (spec.startsWith("#")) return spec.slice(1);
  if (!spec.startsWith(".")) return null;
  const target = relative(ROOT, resolve(ROOT, dirname(file), spec));
  if (!existsSync(join(ROOT, target)) && !spec.includes("?")) problemsOfPath(file, spec);
  return target;
}

function problemsOfPath(file: string, spec: string): void {
  console.error(`${file}: ${spec} does not exist`);
  process.exitCode = 1;
}

function top(path: string): string {
  return path.split("/", 1)[0]!;
}

function isTest(file: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(file);
}
