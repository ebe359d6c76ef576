import type { Readable } from "node:stream";

/** Where file bytes live. Keys are made by the engine (uuid); names and rights stay in the database. */
export type FileStore = {
  put(key: string, bytes: Readable): Promise<{ size: number; sha256: string }>;
  get(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
};
