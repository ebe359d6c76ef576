import { useSyncExternalStore } from "react";

export type Density = "normal" | "compact";

const KEPT_AS = "kehai.density";
const listeners = new Set<() => void>();

/** How tight table rows stand: a taste of the person, the same in every list. */
export function useDensity(): [Density, (density: Density) => void] {
  const density = useSyncExternalStore(watch, () => (localStorage.getItem(KEPT_AS) === "compact" ? "compact" : "normal"));
  return [density, choose];
}

function choose(density: Density): void {
  localStorage.setItem(KEPT_AS, density);
  for (const listener of listeners) listener();
}

function watch(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
