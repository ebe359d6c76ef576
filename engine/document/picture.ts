import { buffer } from "node:stream/consumers";
import { reading } from "../context.ts";
import type { Ctx, SystemActor } from "../ctx.ts";

/** Pictures of a letterhead go on paper whoever prints it. */
const printer: SystemActor = { kind: "system", name: "printer", rights: { file: ["read"] }, source: "job", language: "zh-CN" };

const PRINTED = ["image/png", "image/jpeg"];

/** An image file as a data address, as the printing thread takes it; null for what cannot be printed. */
export async function pictureOf({ engine, company }: Ctx, fileId: string | null): Promise<string | null> {
  if (fileId === null) return null;
  const { records } = await reading(engine, company, printer);
  const [file] = await records.find("file", { filter: { field: "id", op: "eq", value: fileId }, limit: 1 });
  if (!file?.storageKey || !PRINTED.includes(file.mediaType)) return null;
  const bytes = await buffer(await engine.files.get(file.storageKey));
  return `data:${file.mediaType};base64,${bytes.toString("base64")}`;
}
