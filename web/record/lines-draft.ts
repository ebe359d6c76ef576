import { companyOfUrl } from "../ui/data/client.ts";
import type { LineRow } from "../ui/lines/line-rows.ts";

/** Lines as they were typed, and the version of the document they were typed upon. */
type LinesDraft = { version: number; rows: readonly LineRow[] };

/** Lines that are being changed survive a reload until they are kept or put aside. */
export function linesDraft(documentId: string) {
  const key = `kehai.lines.${companyOfUrl() ?? ""}.${documentId}`;
  return {
    read: () => JSON.parse(localStorage.getItem(key) ?? "null") as LinesDraft | null,
    keep: (draft: LinesDraft) => localStorage.setItem(key, JSON.stringify(draft)),
    drop: () => localStorage.removeItem(key),
  };
}
