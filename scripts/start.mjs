import * as module from "node:module";
import { join } from "node:path";
import { becomeThrifty, ensureInstalled, modernNode, onModernNode, ROOT, run } from "./runtime.mjs";

const script = import.meta.filename ?? join(ROOT, "scripts/start.mjs");

// The flags `npm start` passes let the heap grow in small steps, so that a large import does not leave half of it garbage. They set
// no limit: nothing fails that would have had room.
ensureInstalled();
if (await onModernNode(script)) {
  if (process.argv.includes("--dev")) await develop();
  else {
    becomeThrifty(script);
    const { ensureWebApp } = await import("./web-app.mjs");
    await ensureWebApp();
    // What was compiled last time is not compiled again: a third of a second of every start.
    module.enableCompileCache?.(join(ROOT, "node_modules/.cache/compiled"));
    await import("../app/main.ts");
  }
}

/** The server restarts on a change; Vite serves the pages on its own port and passes the API on. */
async function develop() {
  const vite = run(modernNode(), [join(ROOT, "node_modules/vite/bin/vite.js"), "--config", join(ROOT, "web/vite.config.ts")]);
  const server = run(modernNode(), ["--watch", "--watch-preserve-output", join(ROOT, "app/main.ts")]);
  await Promise.race([vite, server]);
}
