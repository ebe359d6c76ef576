import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureInstalled, onModernNode, ROOT, run } from "./runtime.mjs";

// npm test                    checks, server tests, journeys in a browser
// npm test -- check | server | journeys [files…]
const PARTS = ["check", "server", "journeys"];
// Tests of the whole product take a minute, those of a part seconds: begun last, a long one would run alone.
const LONGEST_FIRST = ["test", "scripts", "app", "crm", "http", "engine", "platform", "web"];

ensureInstalled();
if (await onModernNode(join(ROOT, "scripts/test.mjs"))) {
  const [chosen, ...files] = process.argv.slice(2);
  if (chosen && !PARTS.includes(chosen)) {
    console.error(`Usage: npm test [-- ${PARTS.join(" | ")} [files]]`);
    process.exit(2);
  }
  const results = [];
  for (const part of chosen ? [chosen] : PARTS) {
    const begun = Date.now();
    const passed = await { check: runChecks, server: runServerTests, journeys: runJourneys }[part](files);
    results.push({ part, passed, seconds: Math.round((Date.now() - begun) / 1000) });
  }
  for (const { part, passed, seconds } of results) console.log(`${passed ? "✓" : "✗"} ${part} (${seconds} s)`);
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
}

async function runChecks() {
  const { check } = await import("./checks.mjs");
  return check();
}

/** One throwaway cluster for the run; every file gets a database of its own in it. */
async function runServerTests(files) {
  // Not at the top, which the Node of a fresh clone reads too: its version may not have it.
  const { globSync } = await import("node:fs");
  const { startThrowawayCluster } = await import("../test/throwaway-cluster.ts");
  const cluster = await startThrowawayCluster();
  const all = LONGEST_FIRST.flatMap((part) => globSync(`${part}/**/*.test.ts`, { cwd: ROOT }).sort()).map((file) =>
    join(ROOT, file),
  );
  const chosen = files.length > 0 ? files.flatMap((pattern) => globSync(pattern)).map((file) => resolve(file)) : all;
  if (chosen.length === 0) console.error("No such tests.");
  const code = await run(process.execPath, [join(ROOT, "scripts/server-tests.mjs"), ...chosen], {
    // A process for each file reads in the same modules: what one has compiled the next finds.
    env: {
      ...process.env,
      KEHAI_TEST_DATABASE: cluster.url("postgres"),
      NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/tests"),
    },
  });
  await cluster.stop("immediate");
  return code === 0 && chosen.length > 0;
}

async function runJourneys(files) {
  if (!existsSync(join(ROOT, "e2e/playwright.config.ts"))) return true;
  const { ensureWebApp } = await import("./web-app.mjs");
  await ensureWebApp();
  const playwright = join(ROOT, "node_modules/@playwright/test/cli.js");
  return (await run(process.execPath, [playwright, "test", "--config", join(ROOT, "e2e/playwright.config.ts"), ...files])) === 0;
}
