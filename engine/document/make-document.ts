import type { Ctx } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import { wordsOf } from "../labels.ts";
import type { ModelObject } from "../model/model.ts";
import { rightsOn } from "../records/can.ts";
import { validInput } from "../records/valid-input.ts";
import { readingOpenly } from "./closed-fields.ts";
import type { DocumentData, DocumentFormat } from "./document.ts";
import { pictureOf } from "./picture.ts";
import { writePdf } from "./write-pdf.ts";
import { writeSheet } from "./write-sheet.ts";

export type MadeDocument = { name: string; mediaType: string; bytes: Buffer };

/**
 * What a document of a record says. Throws `not_found` for whom the record does not exist, `forbidden` for who may not print it,
 * `forbidden.document` for whom a field is closed that stands on it.
 */
export async function readDocument(
  ctx: Ctx,
  object: ModelObject,
  id: string,
  name: string,
  input: unknown,
): Promise<DocumentData> {
  const document = object.documents.get(name);
  if (document === undefined) throw notFound("document");
  const openly = readingOpenly(ctx);
  const record = await openly.records.get(object.name, id);
  const mayPrint = (await rightsOn(ctx, object, ["print"], [record.id])).get("print")!;
  if (!mayPrint(record.id)) throw new AppError("forbidden", { params: { verb: "print" } });
  return await document.data(record, validInput(document.input, input), openly);
}

export type AskedDocument = { name: string; format: string; input: unknown };

/** The document as a file for whoever asks, told in the record's history. */
export async function printDocument(ctx: Ctx, object: ModelObject, id: string, asked: AskedDocument): Promise<MadeDocument> {
  const made = await makeDocument(ctx, object, id, asked);
  await ctx.events.emit(`${object.name}.printed`, { id, document: asked.name, format: asked.format });
  return made;
}

/** The document as a file. */
export async function makeDocument(ctx: Ctx, object: ModelObject, id: string, asked: AskedDocument): Promise<MadeDocument> {
  const formats: readonly string[] = object.documents.get(asked.name)?.formats ?? [];
  if (!formats.includes(asked.format)) throw notFound("document");
  const data = await readDocument(ctx, object, id, asked.name, asked.input);
  return await writeDocument(ctx, data, asked.format as DocumentFormat);
}

const MEDIA_TYPES: Readonly<Record<DocumentFormat, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

async function writeDocument(ctx: Ctx, data: DocumentData, format: DocumentFormat): Promise<MadeDocument> {
  const name = `${data.fileName ?? [data.title, data.number].filter(Boolean).join(" ")}.${format}`;
  return { name, mediaType: MEDIA_TYPES[format], bytes: format === "pdf" ? await printPage(ctx, data) : await writeSheet(data) };
}

/** A paper speaks the company's language, whoever prints it. */
async function printPage(ctx: Ctx, data: DocumentData): Promise<Buffer> {
  const words = wordsOf(ctx.engine.modules, ctx.company.language);
  const [logo, seal] = await Promise.all([pictureOf(ctx, data.letterhead.logo), pictureOf(ctx, data.letterhead.seal)]);
  return await writePdf({
    data,
    images: { logo, seal },
    words: { number: words("document.number"), page: words("document.page", { page: "{{page}}", pages: "{{pages}}" }) },
    madeAt: ctx.clock.now().toISOString(),
  });
}
