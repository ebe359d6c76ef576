import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf, type Model } from "../data/model.ts";

export type DocumentLines = {
  line: WireObject;
  /** Everything a line says, beside the document it belongs to. */
  fields: WireField[];
  /** What stands in the table: to be read, and while lines are filled in, when what follows later has no place yet. */
  columns: WireField[];
  typed: WireField[];
};

/** How a document's lines are shown; null where it has none, or none the person may see. */
export function linesOf(model: Model, object: WireObject): DocumentLines | null {
  const line = model.byName.get(object.lines?.object ?? "");
  if (line === undefined) return null;
  const told = (names: readonly string[]) =>
    fieldsOf(line, [...new Set(names)]).filter((field) => field.name !== object.lines!.by && !field.internal && !field.system);
  const columns = told(line.list);
  const fields = told([...line.form.flatMap((section) => section.fields), ...line.list]).filter(isFilledIn);
  // In the order of the form: what decides the rest comes first. Nothing moves when one begins to type.
  const typed = fields.filter((field) => columns.includes(field));
  return { line, fields, columns: [...typed, ...columns.filter((field) => !typed.includes(field))], typed };
}

function isFilledIn(field: WireField): boolean {
  return !field.readOnly || field.type === "money";
}
