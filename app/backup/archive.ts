import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

/*
 * One gzipped file of entries. An entry is a JSON head, its bytes in pieces, and a JSON foot with their number and SHA-256.
 * Every frame is four bytes of length and that many bytes; an empty frame ends the pieces.
 */
const MAGIC = "KEHAI-BACKUP";

export type Head = { kind: string } & Record<string, unknown>;
export type Foot = { bytes: number; sha256: string } & Record<string, unknown>;

export type ArchiveWriter = {
  /** Writes an entry; `more` is asked after the bytes for what is known only then. */
  add(head: Head, bytes?: AsyncIterable<Buffer>, more?: () => Record<string, unknown>): Promise<Foot>;
  /** Completes the file under its name. Before that it does not exist. */
  close(): Promise<void>;
  abandon(): Promise<void>;
};

/** Begins a file; what a broken-off backup leaves has another name and is removed. */
export function writeArchive(path: string): ArchiveWriter {
  const draft = `${path}.part`;
  const gzip = createGzip({ level: 5 });
  const file = createWriteStream(draft, { mode: 0o600, flush: true });
  const done = finished(gzip.pipe(file));
  done.catch(() => undefined);

  async function frame(bytes: Buffer): Promise<void> {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    gzip.write(length);
    // A full disk ends the stream: waiting for it to drain would last for ever.
    if (!gzip.write(bytes)) await Promise.race([once(gzip, "drain"), done]);
  }
  const json = (value: unknown) => frame(Buffer.from(JSON.stringify(value)));

  return {
    async add(head, bytes = none(), more) {
      await json(head);
      const measure = measured();
      for await (const piece of bytes) {
        if (piece.length === 0) continue;
        measure.update(piece);
        await frame(piece);
      }
      await frame(Buffer.alloc(0));
      const foot = { ...measure.foot(), ...more?.() };
      await json(foot);
      return foot;
    },
    async close() {
      await json({ kind: "end", magic: MAGIC });
      gzip.end();
      await done;
      await rename(draft, path);
    },
    async abandon() {
      gzip.destroy();
      file.destroy();
      await rm(draft, { force: true });
    },
  };
}

export type Entry = { head: Head; bytes: AsyncIterable<Buffer>; foot(): Foot };

/** Reads a file's entries in order. Each entry's bytes are to be read to their end before the next; a wrong checksum throws. */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  // A failure of either end surfaces where the frames are read.
  const frames = framesOf(pipeline(createReadStream(path), createGunzip(), () => undefined));
  const next = async () => {
    const { value, done } = await frames.next().catch((error: Error) => {
      throw new Error(`The backup cannot be read: ${error.message}`);
    });
    if (done) throw new Error("The backup is cut off: its end is missing.");
    return value as Buffer;
  };

  for (;;) {
    const head = parse(await next()) as Head;
    if (head.kind === "end") return;
    let foot: Foot | undefined;
    const pieces = async function* () {
      const measure = measured();
      for (let piece = await next(); piece.length > 0; piece = await next()) {
        measure.update(piece);
        yield piece;
      }
      foot = parse(await next()) as Foot;
      const found = measure.foot();
      if (foot.sha256 !== found.sha256 || foot.bytes !== found.bytes) throw new Error(`The backup is damaged at ${name(head)}.`);
    };
    const bytes = pieces();
    yield {
      head,
      bytes,
      foot() {
        if (!foot) throw new Error("the entry is not read to its end");
        return foot;
      },
    };
    for await (const _ of bytes);
  }
}

async function* framesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    let at = 0;
    while (held.length - at >= 4) {
      const length = held.readUInt32BE(at);
      if (held.length - at - 4 < length) break;
      yield held.subarray(at + 4, at + 4 + length);
      at += 4 + length;
    }
    held = held.subarray(at);
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Error("The file is not a backup of Kehai.");
  }
}

function name(head: Head): string {
  return [head.kind, head.schema, head.table, head.key].filter(Boolean).join(" ");
}

function measured(): { update(piece: Buffer): void; foot(): { bytes: number; sha256: string } } {
  const hash: Hash = createHash("sha256");
  let bytes = 0;
  return {
    update(piece) {
      hash.update(piece);
      bytes += piece.length;
    },
    foot: () => ({ bytes, sha256: hash.digest("hex") }),
  };
}

async function* none(): AsyncGenerator<Buffer> {}
