import type { Filter } from "#engine/object.ts";
import type { WireField, WireObject, WireReference } from "#engine/wire.ts";
import type { Model } from "../data/model.ts";
import { listRecords } from "../data/records.ts";

type Named = { row: string; field: WireField; text: string };

/** Finds the records that pasted cells name: by their whole name, else by a word (a code, pinyin) that means just one. */
export async function lookUpNames(
  model: Model,
  named: readonly Named[],
): Promise<(Named & { found: WireReference | undefined })[]> {
  const found = new Map<string, WireReference | undefined>();
  for (const [name, cells] of Map.groupBy(named, ({ field }) => field.to ?? "")) {
    const object = model.byName.get(name);
    if (object === undefined) continue;
    const texts = [...new Set(cells.map(({ text }) => text))];
    const byTitle = await titled(object, texts, cells[0]!.field.offers);
    for (const text of texts) found.set(`${name} ${text}`, byTitle.get(text) ?? (await only(object, text)));
  }
  return named.map((one) => ({ ...one, found: found.get(`${one.field.to} ${one.text}`) }));
}

async function titled(object: WireObject, texts: string[], offers: Filter | undefined): Promise<Map<string, WireReference>> {
  const named: Filter = { field: object.title, op: "in", value: texts };
  const filter = offers ? { and: [named, offers] } : named;
  const { items } = await listRecords(object.path, { filter, fields: ["id", object.title], limit: 200 });
  return new Map(items.map((record) => [String(record[object.title]), { id: record.id, title: String(record[object.title]) }]));
}

async function only(object: WireObject, text: string): Promise<WireReference | undefined> {
  const { items } = await listRecords(object.path, { q: text, fields: ["id", object.title], limit: 2 });
  return items.length === 1 ? { id: items[0]!.id, title: String(items[0]![object.title] ?? "") } : undefined;
}
