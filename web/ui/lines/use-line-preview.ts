import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { request } from "../data/client.ts";
import { useSettled } from "../settled.ts";
import { type ChangeRows, foundIn, isFilled, type LineRow, writtenRows } from "./line-rows.ts";

const SETTLED_MS = 250;

/** Asks the server what the rules make of lines that are being typed: the price of a product for this customer, its unit, its tax. */
export function useLinePreview(
  object: WireObject,
  document: Record<string, unknown>,
  rows: readonly LineRow[],
  fields: readonly WireField[],
  onChange: ChangeRows,
): void {
  const filled = rows.filter((row) => isFilled(row, fields));
  const asked = JSON.stringify({ ...document, lines: writtenRows(filled, fields) });
  // The rows an answer is for are asked about with it: others may have come between meanwhile.
  const settled = useSettled(JSON.stringify({ asked, keys: filled.map(({ key }) => key) }), SETTLED_MS);
  const { data } = useQuery({
    queryKey: ["preview", object.name, settled],
    queryFn: async ({ signal }) => {
      const { asked: body, keys } = JSON.parse(settled) as { asked: string; keys: string[] };
      const { lines } = await request<{ lines: (WireRecord | null)[] }>("POST", `/v1/${object.path}/preview`, {
        body: JSON.parse(body),
        signal,
      });
      return { settled, found: new Map(keys.map((key, index) => [key, lines[index] ?? null])) };
    },
    enabled: filled.length > 0,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every answer
  useEffect(() => {
    if (data?.settled !== settled) return;
    onChange((before) => before.map((row) => (data.found.has(row.key) ? foundIn(row, data.found.get(row.key)!, fields) : row)));
  }, [data]);
}
