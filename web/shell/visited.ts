import { useSyncExternalStore } from "react";
import { companyOfUrl } from "../ui/data/client.ts";

export type Visited = { object: string; id: string; title: string };
type Kept = { favourites: Visited[]; recent: Visited[] };

const listeners = new Set<() => void>();
const nothing: Kept = { favourites: [], recent: [] };
let known: { key: string; text: string; kept: Kept } | null = null;

/** Records opened lately and those marked as favourites, kept on this device for each company. */
export function useVisited(): Kept {
  return useSyncExternalStore(watch, read);
}

export function noteVisit(record: Visited): void {
  const kept = read();
  if (kept.recent[0]?.id === record.id && kept.recent[0].title === record.title) return;
  write({ ...kept, recent: [record, ...kept.recent.filter((one) => one.id !== record.id)].slice(0, 12) });
}

export function toggleFavourite(record: Visited): void {
  const kept = read();
  const isKept = kept.favourites.some((one) => one.id === record.id);
  const favourites = isKept ? kept.favourites.filter((one) => one.id !== record.id) : [...kept.favourites, record];
  write({ ...kept, favourites });
}

const keptAs = () => `kehai.visited.${companyOfUrl() ?? ""}`;

function read(): Kept {
  const key = keptAs();
  const text = localStorage.getItem(key) ?? "";
  if (known?.key === key && known.text === text) return known.kept;
  known = { key, text, kept: text === "" ? nothing : { ...nothing, ...JSON.parse(text) } };
  return known.kept;
}

function write(kept: Kept): void {
  localStorage.setItem(keptAs(), JSON.stringify(kept));
  for (const listener of listeners) listener();
}

function watch(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
