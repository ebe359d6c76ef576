import { papers } from "#crm/pages.ts";
import type { WireObject } from "#engine/wire.ts";

/** Groups of the navigation, in the order work flows. */
export const AREAS = ["marketing", "sales", "cash", "catalog", "activity"] as const;

export type AreaGroup = { area: string; objects: WireObject[]; papers: PaperLink[] };

/** Where a paper is asked for that belongs to no record yet. */
export type PaperLink = { path: string; label: string };

/** What the person may use, by area; objects of areas nobody has named come last. */
export function areaGroups(objects: readonly WireObject[]): AreaGroup[] {
  const shown = objects.filter(
    (object) => object.may.read && !["none", "settings", "workbench", "reports"].includes(object.area),
  );
  const names = [...new Set([...AREAS, ...shown.map((object) => object.area)])];
  return names
    .map((area) => ({ area, objects: shown.filter((object) => object.area === area), papers: papersOf(area, objects) }))
    .filter((group) => group.objects.length > 0);
}

function papersOf(area: string, objects: readonly WireObject[]): PaperLink[] {
  return papers.flatMap((paper) => {
    const object = objects.find(({ name }) => paper.area === area && name === paper.object);
    const document = object?.documents.find(({ name }) => name === paper.document);
    return object && document ? [{ path: `documents/${object.path}/${document.name}`, label: document.label }] : [];
  });
}
