import { Readable } from "node:stream";
import { newId } from "#platform/new-id.ts";
import type { Ctx, Engine } from "../../ctx.ts";
import type { AnyRecord } from "../../object.ts";
import { mediaTypeOf } from "./media-type.ts";

export type StoredBytes = { key: string; mediaType: string; size: number; sha256: string };

/** Puts uploaded bytes into the store under a key that says nothing about them. */
export async function storeBytes(engine: Engine, name: string, bytes: Readable): Promise<StoredBytes> {
  const key = newId();
  let head = Buffer.alloc(0);
  const watched = async function* () {
    for await (const chunk of bytes) {
      if (head.length < 16) head = Buffer.concat([head, chunk as Buffer]).subarray(0, 16);
      yield chunk;
    }
  };
  const { size, sha256 } = await engine.files.put(key, Readable.from(watched()));
  return { key, mediaType: mediaTypeOf(head, name), size, sha256 };
}

/** The record of stored bytes, on a record the actor may see, or on none until a field takes it. */
export async function recordFile(
  ctx: Ctx,
  stored: StoredBytes,
  file: { name: string; about: { object: string; id: string } | null },
): Promise<AnyRecord> {
  // Who files something on a record must see the record; the fields themselves are the engine's to set.
  if (file.about) await ctx.records.get(file.about.object, file.about.id);
  const values = {
    name: fileName(file.name),
    ...(file.about ? { aboutObject: file.about.object, aboutId: file.about.id } : {}),
    mediaType: stored.mediaType,
    size: stored.size,
    sha256: stored.sha256,
    storageKey: stored.key,
  };
  return await ctx.records.create("file", values, { as: "engine" });
}

/** The last part of whatever path a browser sends, without what would end a header or hide the name's end. */
function fileName(sent: string): string {
  const name = sent
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim();
  return name === "" ? "file" : name.slice(-255);
}
