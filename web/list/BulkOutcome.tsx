import type { Failed } from "./bulk.ts";

/** What was not done, and why, record by record. */
export function BulkOutcome({ failed }: { failed: Failed[] }) {
  return (
    <ul style={{ maxHeight: 280, overflowY: "auto" }}>
      {failed.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two records may carry one name and one reason
        <li key={index}>
          <b>{one.title}</b> {one.reason}
        </li>
      ))}
    </ul>
  );
}
