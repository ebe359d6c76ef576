import type { WireObject } from "#engine/wire.ts";

/** Groups of the navigation, in the order work flows. */
export const AREAS = ["marketing", "sales", "cash", "catalog", "service", "activity"] as const;

export type AreaGroup = { area: string; objects: WireObject[] };

/** What the person may use, by area; objects of areas nobody has named come last. */
export function areaGroups(objects: readonly WireObject[]): AreaGroup[] {
  const shown = objects.filter(
    (object) => object.may.read && !["none", "settings", "workbench", "reports"].includes(object.area),
  );
  const names = [...new Set([...AREAS, ...shown.map((object) => object.area)])];
  return names
    .map((area) => ({ area, objects: shown.filter((object) => object.area === area) }))
    .filter((group) => group.objects.length > 0);
}
