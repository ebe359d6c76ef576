import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { companyOfUrl, queryString, request } from "./client.ts";

type Change = { object: string };
type Feed = { items: Change[]; position: string; more: boolean };

/** A burst of changes is read again once. */
const GATHER_MS = 2_000;

/**
 * Keeps what is on screen fresh while colleagues work. One tab of the browser listens for all of them: the server says only
 * that something changed, and the tab asks what, under the person's own rights.
 */
export function useLiveChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const company = companyOfUrl();
    if (company === null || typeof EventSource === "undefined") return;
    const channel = new BroadcastChannel(`kehai.changes.${company}`);
    const end = new AbortController();
    const refresh = gathered((objects) => refreshChanged(client, objects));
    channel.onmessage = (message: MessageEvent<string[]>) => refresh(message.data);
    void listenAlone(company, end.signal, (objects) => {
      channel.postMessage(objects);
      refresh(objects);
    });
    return () => {
      end.abort();
      channel.close();
    };
  }, [client]);
}

/** Waits until no other tab listens, then listens until this one is closed. Without locks every tab listens for itself. */
async function listenAlone(company: string, signal: AbortSignal, tell: (objects: string[]) => void): Promise<void> {
  if (navigator.locks === undefined) return await listen(company, signal, tell);
  await navigator.locks
    .request(`kehai.events.${company}`, { signal }, () => listen(company, signal, tell))
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}

function listen(company: string, signal: AbortSignal, tell: (objects: string[]) => void): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(`/api/v1/events${queryString({ company })}`);
    let position: string | null = null;
    let reading = Promise.resolve();

    const read = async () => {
      if (position === null || signal.aborted) return;
      const feed = await request<Feed>("GET", "/v1/changes", { query: { after: position, limit: 500 }, signal });
      position = feed.position;
      if (feed.items.length > 0) tell([...new Set(feed.items.map((item) => item.object))]);
    };
    source.addEventListener("hello", (event) => {
      // After a lost connection the feed goes on where this tab had read to.
      const known = position !== null;
      position ??= positionIn(event);
      if (known) reading = reading.then(read).catch(() => undefined);
    });
    source.addEventListener("change", () => {
      reading = reading.then(read).catch(() => undefined);
    });
    signal.addEventListener("abort", () => {
      source.close();
      resolve();
    });
  });
}

function positionIn(event: MessageEvent<string>): string {
  return (JSON.parse(event.data) as { position: string }).position;
}

/** Records of other objects carry roll-ups and timelines of what changed, so an open record is read again in any case. */
function refreshChanged(client: QueryClient, objects: ReadonlySet<string>): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [kind, object, view] }) =>
      kind === "records" && (objects.has(String(object)) || view === "one" || view === "timeline"),
    refetchType: document.visibilityState === "visible" ? "active" : "none",
  });
}

function gathered(work: (objects: ReadonlySet<string>) => void): (objects: readonly string[]) => void {
  const waiting = new Set<string>();
  return (objects) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const all = new Set(waiting);
        waiting.clear();
        work(all);
      }, GATHER_MS);
    }
    for (const object of objects) waiting.add(object);
  };
}
