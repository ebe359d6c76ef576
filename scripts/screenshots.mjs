import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, onModernNode, ROOT, run } from "./runtime.mjs";

// npm run screenshots            every page at 1440 and 390 pixels into ./screenshots, each examined by axe
// npm run screenshots -- --docs  and the few that README and guides show into ./docs/images
const SHOWN = ["workbench", "leads", "account", "board"];

ensureInstalled();
if (await onModernNode(join(ROOT, "scripts/screenshots.mjs"))) {
  const folder = join(ROOT, "screenshots");
  const { ensureWebApp } = await import("./web-app.mjs");
  await ensureWebApp();
  const playwright = join(ROOT, "node_modules/@playwright/test/cli.js");
  const args = [playwright, "test", "--config", join(ROOT, "e2e/playwright.config.ts"), "pages.spec.ts"];
  process.exitCode = await run(process.execPath, args, { env: { ...process.env, KEHAI_SCREENSHOTS: folder } });
  if (process.argv.includes("--docs")) {
    mkdirSync(join(ROOT, "docs/images"), { recursive: true });
    for (const name of SHOWN) copyFileSync(join(folder, `${name}-1440.png`), join(ROOT, `docs/images/${name}.png`));
  }
}
