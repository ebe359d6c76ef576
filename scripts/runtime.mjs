// Plain JavaScript that Node 20 runs: what has to happen before the TypeScript of the project can.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const WANTED_NODE = 24;

/** Installs the packages when they are missing or older than the lock file. */
export function ensureInstalled() {
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const lock = join(ROOT, "package-lock.json");
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex");
  const stamp = join(MODULES, ".kehai-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;

  const installed = statSync(join(MODULES, ".package-lock.json"), { throwIfNoEntry: false });
  if (!installed || installed.mtimeMs < statSync(lock).mtimeMs) {
    console.log("Installing packages …");
    const npm = process.env.npm_execpath;
    const { status } = npm?.endsWith(".js")
      ? spawnSync(process.execPath, [npm, "ci"], { cwd: ROOT, stdio: "inherit" })
      : spawnSync("npm", ["ci"], { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" });
    if (status !== 0) {
      console.error("The packages could not be installed (npm ci failed).");
      process.exit(status ?? 1);
    }
  }
  writeFileSync(stamp, hash);
}

/** Absolute path of a Node that runs TypeScript: this one, or the one that came with the packages. */
export function modernNode() {
  if (Number(process.versions.node.split(".")[0]) >= WANTED_NODE) return process.execPath;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const packaged = join(MODULES, `node-${platform}-${process.arch}`, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(packaged)) return packaged;
  console.error(`Kehai needs Node ${WANTED_NODE} or later here; this is ${process.version}. Install it from https://nodejs.org.`);
  process.exit(1);
}

/** True when this process may go on by itself; otherwise the script has been run again, to its end, on a modern Node. */
export async function onModernNode(script) {
  const node = modernNode();
  if (node === process.execPath) return true;
  const env = thriftyEnvironment();
  process.exitCode = await run(node, [...process.execArgv, script, ...process.argv.slice(2)], { ipc: true, env });
  return false;
}

/** What a server is started with: of glibc's heaps for threads, which give little back after a large import, two and not sixteen. */
export function thriftyEnvironment(env = process.env) {
  return { MALLOC_ARENA_MAX: "2", ...env };
}

/**
 * Begins again in this very process with that environment, which counts only from the start. Does nothing where it is there already or
 * has no say, nor for a parent that is connected: the connection would end.
 */
export function becomeThrifty(script) {
  const isSaid = process.env.MALLOC_ARENA_MAX !== undefined;
  if (isSaid || process.platform !== "linux" || process.connected || process.execve === undefined) return;
  const args = [process.execPath, ...process.execArgv, script, ...process.argv.slice(2)];
  process.execve(process.execPath, args, thriftyEnvironment());
}

/** Runs a program to its end with this one's streams; resolves with its exit code. */
export function run(command, args, { ipc = false, env = process.env } = {}) {
  const child = spawn(command, args, {
    cwd: process.cwd(),
    env,
    stdio: ["inherit", "inherit", "inherit", ...(ipc ? ["ipc"] : [])],
  });
  // Ctrl-C reaches the whole terminal group by itself: passing it on would be a second, harder one.
  const pass = (signal) => () => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const passed = ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => [signal, pass(signal)]);
  for (const [signal, handler] of passed) process.on(signal, handler);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on("exit", (code, signal) => {
      for (const [name, handler] of passed) process.off(name, handler);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}
