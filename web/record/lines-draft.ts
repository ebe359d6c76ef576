import { useMemo, useRef } from "react";
import { companyOfUrl } from "../ui/data/client.ts";
import type { LineRow } from "../ui/lines/line-rows.ts";

/** Lines as they were typed, and the version of the document they were typed upon. */
type LinesDraft = { version: number; rows: readonly LineRow[] };

/** Lines that are being changed survive a reload until they are kept or put aside. */
export function useLinesDraft(documentId: string) {
  const key = `kehai.lines.${companyOfUrl() ?? ""}.${documentId}`;
  const kept = useMemo(() => JSON.parse(localStorage.getItem(key) ?? "null") as LinesDraft | null, [key]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    kept,
    keep: (draft: LinesDraft) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => localStorage.setItem(key, JSON.stringify(draft)), 300);
    },
    drop: () => {
      clearTimeout(timer.current);
      localStorage.removeItem(key);
    },
  };
}
