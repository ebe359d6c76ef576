import type { Filter } from "#engine/object.ts";

/** One filter that asks for everything the given ones ask for; those left out ask for nothing. */
export function allOf(filters: readonly (Filter | undefined | null)[]): Filter | undefined {
  const stated = filters.filter((filter): filter is Filter => filter !== undefined && filter !== null);
  return stated.length > 1 ? { and: stated } : stated[0];
}
