import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { diskFiles } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "kehai-files-"));
after(() => rmSync(folder, { recursive: true }));
const files = diskFiles(folder);

test("a file's bytes come back as they were given, with size and checksum", async () => {
  const kept = await files.put("0192aa-file", Readable.from([Buffer.from("客"), Buffer.from("海")]));
  assert.deepEqual(kept, { size: 6, sha256: "12809413e8e5840b1b8eb894585cd91ea2928e5a038490ecefc2c0c8331f93b0" });
  assert.equal(await text(await files.get("0192aa-file")), "客海");
});

test("an upload that breaks off leaves nothing behind", async () => {
  const broken = Readable.from(
    (function* () {
      yield Buffer.from("half");
      throw new Error("line cut");
    })(),
  );
  await assert.rejects(files.put("0192bb-file", broken), /line cut/);
  await assert.rejects(files.get("0192bb-file"), { code: "ENOENT" });
});

test("a key cannot leave the folder", async () => {
  await assert.rejects(files.get("../../etc/passwd"), /not a file key/);
});
