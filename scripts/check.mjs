import { join } from "node:path";
import { ensureInstalled, onModernNode, ROOT } from "./runtime.mjs";

ensureInstalled();
if (await onModernNode(join(ROOT, "scripts/check.mjs"))) {
  const { check } = await import("./checks.mjs");
  process.exitCode = check() ? 0 : 1;
}
