import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { ROOT } from "./runtime.mjs";

const BUILT = join(ROOT, "dist/web");
const SOURCES = ["web/**/*", "crm/**/*.{ts,tsx,json}", "engine/**/*.{ts,json}", "package-lock.json", "tsconfig.json"];

/** Builds the web app when it is missing or older than anything it is made from. */
export async function ensureWebApp() {
  const index = join(BUILT, "index.html");
  if (!existsSync(join(ROOT, "web/index.html"))) return;
  if (existsSync(index) && statSync(index).mtimeMs >= newest()) return;

  console.log("Building the web app …");
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const built = spawnSync(process.execPath, [vite, "build", "--config", join(ROOT, "web/vite.config.ts"), "--logLevel", "warn"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (built.status !== 0) {
    console.error(built.stdout + built.stderr);
    console.error("The web app could not be built.");
    process.exit(1);
  }
  compress();
}

function newest() {
  return Math.max(...globSync(SOURCES, { cwd: ROOT }).map((file) => statSync(join(ROOT, file)).mtimeMs));
}

/** Once here instead of on every request. */
function compress() {
  for (const file of globSync("**/*.{js,css,html,svg,json}", { cwd: BUILT })) {
    const path = join(BUILT, file);
    const bytes = readFileSync(path);
    if (bytes.length < 1_024) continue;
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}
