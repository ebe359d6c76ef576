import type { Ctx } from "../ctx.ts";
import { optionLabel, wordsOf } from "../labels.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { WireMoney, WireRecord, WireReference } from "../wire.ts";
import type { OutCell } from "./csv-line.ts";
import type { OutFormat } from "./write-table.ts";

export type CellWriter = (record: WireRecord) => OutCell;

/** How a field's value stands in a file: labels for options, titles for references, the company's time for instants. */
export function cellWriter(ctx: Ctx, object: ModelObject, field: ModelField, format: OutFormat): CellWriter {
  // Masked values are texts whatever the field's type, and go out as they came.
  if (ctx.access.field(object, field.name) === "mask") return (record) => textOf(record[field.name]);
  const write = valueWriter(ctx, object, field, format);
  return (record) => {
    const value = record[field.name];
    return value === null || value === undefined ? null : write(value);
  };
}

function valueWriter(ctx: Ctx, object: ModelObject, field: ModelField, format: OutFormat): (value: any) => OutCell {
  const isSheet = format === "xlsx";
  switch (field.type) {
    case "choice":
    case "state": {
      const label = optionLabels(ctx, object, field);
      return (value: string) => label.get(value) ?? value;
    }
    case "multiChoice": {
      const label = optionLabels(ctx, object, field);
      return (values: string[]) => values.map((value) => label.get(value) ?? value).join("; ");
    }
    case "reference":
    case "anyReference":
    case "file":
    case "image":
      return (value: WireReference) => value.title ?? "";
    case "multiReference":
      return (values: WireReference[]) => values.map((value) => value.title ?? "").join("; ");
    case "money":
      return (value: WireMoney) => (isSheet ? Number(value.amount) : value.amount);
    case "price":
    case "figure":
    case "rollup":
      return (value: string | number) => (isSheet && Number.isFinite(Number(value)) ? Number(value) : dateOrText(value));
    case "date":
      return (value: string) => (isSheet ? new Date(`${value}T00:00:00Z`) : value);
    case "dateTime": {
      const local = localTime(ctx.company.zone);
      return (value: string) => (isSheet ? new Date(`${local(value).replace(" ", "T")}Z`) : local(value));
    }
    case "boolean": {
      const words = wordsOf(ctx.engine.modules, ctx.actor.language);
      const [yes, no] = [words("export.yes"), words("export.no")];
      return (value: boolean) => (value ? yes : no);
    }
    case "richText":
      return (value: string) => value.replace(/<[^>]*>/g, " ").trim();
    case "address":
      return (value: object) =>
        Object.values(value)
          .filter((part) => typeof part === "string")
          .join(" ");
    default:
      return textOf;
  }
}

function optionLabels(ctx: Ctx, object: ModelObject, field: ModelField): ReadonlyMap<string, string> {
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  return new Map((field.options ?? []).map((option) => [option.value, optionLabel(words, object, field.name, option)]));
}

function textOf(value: unknown): OutCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}

const dateOrText = (value: string | number): string => String(value);

/** `2026-03-02 09:00:00` in a zone. */
function localTime(zone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return (instant) => format.format(new Date(instant));
}
