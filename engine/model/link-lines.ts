import type { ModelObject } from "./model.ts";

type Objects = ReadonlyMap<string, ModelObject>;

/** Tells a line whose line it is. Throws on a document and lines that do not fit each other. */
export function linkLines(document: ModelObject, objects: Objects): void {
  if (document.lines === undefined) return;
  const problem = misfitOf(document, document.lines, objects);
  if (problem !== null) throw new Error(`${document.name}.lines: ${problem}`);
  const { object, by } = document.lines;
  Object.assign(objects.get(object)!, { lineOf: { document: document.name, by } });
}

function misfitOf(document: ModelObject, { object, by }: NonNullable<ModelObject["lines"]>, objects: Objects): string | null {
  const line = objects.get(object);
  if (line === undefined) return `no object "${object}"`;
  const reference = line.fields.get(by);
  if (reference?.to !== document.name || !reference.required)
    return `${object}.${by} is no required reference to ${document.name}`;
  if (line.within !== by) return `${object} is not within "${by}"`;
  if (line.fields.get("position")?.type !== "integer") return `${object} has no integer field "position"`;
  if (line.lineOf !== undefined) return `${object} holds the lines of ${line.lineOf.document} already`;
  if (document.fields.has("lines")) return "a field has the name that the lines are written by";
  return null;
}
