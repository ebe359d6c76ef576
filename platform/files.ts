import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The largest file taken in, attached or to be imported. */
export const LARGEST_FILE = 50 * 1024 * 1024;
export const LARGEST_FILE_WORDS = `${LARGEST_FILE / 1024 / 1024} MB`;

/** Where file bytes live. Keys are made by the engine (uuid); names and rights stay in the database. */
export type FileStore = {
  put(key: string, bytes: Readable): Promise<{ size: number; sha256: string }>;
  get(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
};

/** Keeps bytes in a folder of the server's disk, spread over subfolders by the first letters of the key. */
export function diskFiles(folder: string): FileStore {
  return {
    async put(key, bytes) {
      const path = pathOf(folder, key);
      const draft = `${path}.${process.pid}.draft`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const hash = createHash("sha256");
      let size = 0;
      const measure = async function* (chunks: AsyncIterable<Buffer | string>) {
        for await (const chunk of chunks) {
          const buffer = Buffer.from(chunk);
          hash.update(buffer);
          size += buffer.length;
          yield buffer;
        }
      };
      try {
        // A key is visible only when all its bytes are on the disk.
        await pipeline(bytes, measure, createWriteStream(draft, { mode: 0o600, flush: true }));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return { size, sha256: hash.digest("hex") };
    },
    async get(key) {
      const file = await open(pathOf(folder, key));
      return file.createReadStream();
    },
    async remove(key) {
      await rm(pathOf(folder, key), { force: true });
    },
  };
}

function pathOf(folder: string, key: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{3,120}$/.test(key)) throw new Error(`not a file key: ${key}`);
  return join(folder, key.slice(-4, -2), key.slice(-2), key);
}
