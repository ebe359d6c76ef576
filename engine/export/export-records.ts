import type { Readable } from "node:stream";
import { newId } from "#platform/new-id.ts";
import type { Ctx } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import { fieldLabel, pluralLabel, wordsOf } from "../labels.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { exportPages } from "../records/list.ts";
import type { ListQuery, WireRecord } from "../wire.ts";
import { cellWriter } from "./cell-writer.ts";
import type { OutCell } from "./csv-line.ts";
import { type OutColumn, type OutFormat, writeTable } from "./write-table.ts";

export type Export = { name: string; bytes: Readable };

/** Everything a list query finds as a file, with what the actor may see and nothing else, made while it is being sent. */
export async function exportRecords(
  ctx: Ctx,
  object: ModelObject,
  query: Pick<ListQuery, "filter" | "sort" | "q" | "fields">,
  format: OutFormat,
): Promise<Export> {
  if (ctx.access.scope(object, "read") === "none") throw notFound("object");
  if (ctx.access.scope(object, "export") === "none") throw new AppError("forbidden");
  const fields = exportedFields(ctx, object, query.fields);
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const pages = exportPages(ctx, object, { ...query, fields: fields.map((field) => field.name) });
  // The first page is asked for before the answer begins, so that what is wrong with the question can still be said.
  const first = await pages.next();

  const writers = fields.map((field) => cellWriter(ctx, object, field, format));
  const columns: OutColumn[] = fields.map((field) => ({ title: fieldLabel(words, object, field), ...formatOf(field) }));
  const rowOf = (record: WireRecord): OutCell[] => writers.map((write) => write(record));

  async function* rows(): AsyncGenerator<OutCell[][]> {
    if (first.done) return;
    yield first.value.map(rowOf);
    for await (const page of pages) yield page.map(rowOf);
  }
  const label = pluralLabel(words, object);
  await ctx.events.emit(`${object.name}.exported`, {
    id: newId(),
    format,
    fields: query.fields ?? null,
    filter: query.filter ?? null,
  });
  return { name: `${label}.${format === "xlsx" ? "xlsx" : "csv"}`, bytes: writeTable(format, label, columns, rows()) };
}

/** The fields asked for, or all that people fill in or look at; what is hidden from the actor is not there. */
function exportedFields(ctx: Ctx, object: ModelObject, asked: readonly string[] | undefined): ModelField[] {
  const names = asked ?? [...new Set([...object.list, ...Object.values(object.form).flat(), "createdAt", "createdBy"])];
  return names.flatMap((name) => {
    const field = object.fields.get(name);
    if (field === undefined || field.retired) {
      if (asked === undefined) return [];
      throw new AppError("query.unknown_field", { params: { field: name, object: object.name } });
    }
    return ctx.access.field(object, name) === "hide" || field.type === "json" ? [] : [field];
  });
}

function formatOf(field: ModelField): { format?: string } {
  if (field.type === "date") return { format: "yyyy-mm-dd" };
  if (field.type === "dateTime") return { format: "yyyy-mm-dd hh:mm:ss" };
  return field.type === "money" ? { format: "#,##0.00" } : {};
}
