import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import type { TimelineEntry, WireRecord } from "../wire.ts";
import { describeEvents, eventsOf } from "./read-events.ts";

type Page = { items: TimelineEntry[]; next: string | null };

/** Where one source stands: its own cursor, and how many rows after it are already told. */
type Place = { cursor: string | null; told: number };
type Source = { name: string; fetch(cursor: string | null, limit: number): Promise<Page> };

/**
 * A record's life, newest first: what was changed on it, and what people wrote and filed about it. Each source is read in its own
 * index order, so that a page costs the same for ten entries and for ten thousand.
 */
export async function timelineOf(
  ctx: Ctx,
  object: ModelObject,
  id: string,
  page: { cursor: string | null; limit: number },
): Promise<Page> {
  await ctx.records.get(object.name, id);
  const places = decode(page.cursor);
  const sources = sourcesOf(ctx, object, id);
  const read = await Promise.all(
    sources.map(async (source) => readFrom(source, places[source.name] ?? { cursor: null, told: 0 }, page.limit)),
  );

  const merged = read
    .flatMap(({ entries }, from) => entries.map((entry) => ({ entry, from })))
    .sort((a, b) => compare(b.entry, a.entry))
    .slice(0, page.limit);
  const next: Record<string, Place> = {};
  let more = false;
  for (const [from, { entries, moved }] of read.entries()) {
    const taken = merged.filter((one) => one.from === from).length;
    const place = moved(taken);
    if (place === null) next[sources[from]!.name] = { cursor: "end", told: 0 };
    else next[sources[from]!.name] = place;
    if (place !== null || taken < entries.length) more = true;
  }
  return { items: merged.map(({ entry }) => entry), next: more ? encode(next) : null };
}

function compare(a: TimelineEntry, b: TimelineEntry): number {
  return a.at === b.at ? a.position.localeCompare(b.position) : a.at < b.at ? -1 : 1;
}

/** At least as many entries as may be wanted, and where the source will stand once some of them are taken. */
async function readFrom(source: Source, place: Place, wanted: number) {
  const pages: { start: string | null; size: number; next: string | null }[] = [];
  const entries: TimelineEntry[] = [];
  let cursor = place.cursor;
  while (cursor !== "end" && entries.length < wanted + place.told) {
    const { items, next } = await source.fetch(cursor, wanted);
    pages.push({ start: cursor, size: items.length, next });
    entries.push(...items);
    cursor = next ?? "end";
  }
  const moved = (taken: number): Place | null => {
    let told = place.told + taken;
    for (const page of pages) {
      if (told < page.size) return { cursor: page.start, told };
      told -= page.size;
    }
    const last = pages.at(-1);
    return last === undefined || last.next === null ? null : { cursor: last.next, told: 0 };
  };
  return { entries: entries.slice(place.told), moved };
}

function sourcesOf(ctx: Ctx, object: ModelObject, id: string): Source[] {
  const events: Source = {
    name: "events",
    async fetch(cursor, limit) {
      const rows = await eventsOf(ctx, object.name, id, cursor === null ? null : Number(cursor), limit);
      const next = rows.length === limit ? String(rows.at(-1)!.id) : null;
      return { items: await describeEvents(ctx, object, rows), next };
    },
  };
  return [events, ...talkAbout(ctx, object).map(({ child, field }) => childSource(ctx, child, field, id))];
}

/** Objects that are about others and have no page of their own worth opening: notes, comments, files, talks. */
function talkAbout(ctx: Ctx, object: ModelObject): { child: ModelObject; field: string }[] {
  return [...ctx.model.objects.values()].flatMap((child) => {
    if (child.timeline) return [];
    const about = [...child.fields.values()].find((field) => field.type === "anyReference");
    if (about === undefined || ctx.access.scope(child, "read") === "none") return [];
    // What is about an account's opportunity belongs to the account's life as well: the kept reference leads there.
    const kept = about.keeps === undefined ? undefined : child.fields.get(about.keeps);
    if (kept?.to === object.name) return [{ child, field: kept.name }];
    return about.toAny?.length === 0 || about.toAny?.includes(object.name) ? [{ child, field: about.name }] : [];
  });
}

function childSource(ctx: Ctx, child: ModelObject, field: string, id: string): Source {
  return {
    name: child.name,
    async fetch(cursor, limit) {
      const query = { filter: { field, op: "eq", value: id } as const, sort: "-createdAt", limit };
      const { items, next } = await ctx.records.list(child.name, { ...query, can: true, ...(cursor === null ? {} : { cursor }) });
      return { items: items.map((record) => entryOf(child, record)), next };
    },
  };
}

function entryOf(child: ModelObject, record: WireRecord): TimelineEntry {
  return {
    position: record.id,
    at: record.createdAt,
    actor: record.createdBy ?? null,
    via: null,
    source: "",
    kind: child.name as TimelineEntry["kind"],
    name: `${child.name}.created`,
    changes: [],
    data: {},
    record: { ...record, object: child.name },
  };
}

function encode(places: Record<string, Place>): string {
  return Buffer.from(JSON.stringify(places)).toString("base64url");
}

function decode(cursor: string | null): Record<string, Place> {
  if (cursor === null) return {};
  try {
    const places = JSON.parse(Buffer.from(cursor, "base64url").toString()) as Record<string, Place>;
    const isWhole = Object.values(places).every(
      (place) =>
        Number.isInteger(place.told) &&
        place.told >= 0 &&
        place.told < 1_000 &&
        (place.cursor === null || typeof place.cursor === "string"),
    );
    if (isWhole && (places.events?.cursor === null || /^(\d{1,18}|end)$/.test(places.events?.cursor ?? ""))) return places;
  } catch {
    // Fall through: what cannot be read is refused like what does not fit.
  }
  throw new AppError("query.bad_cursor");
}
