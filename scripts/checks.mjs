import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./runtime.mjs";

const STEPS = [
  ["types", "node_modules/typescript/bin/tsc", "-p", "."],
  ["lint and format", "node_modules/@biomejs/biome/bin/biome", "check", "."],
  ["imports", "scripts/check-imports.ts"],
  ["labels", "scripts/check-labels.ts"],
  ["web labels", "scripts/check-web-labels.ts"],
  ["actions", "scripts/check-actions.ts"],
];

/** Runs every check, so that one look shows all that is wrong. */
export function check() {
  return STEPS.map(([name, script, ...args]) => {
    const { status } = spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: "inherit" });
    console.log(`${status === 0 ? "✓" : "✗"} ${name}`);
    return status === 0;
  }).every(Boolean);
}
