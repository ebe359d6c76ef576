import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { TimelineEntry, TimelinePage, WireObject, WireRecord } from "#engine/wire.ts";
import { request } from "../ui/data/client.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { formatDateTime } from "../ui/format.ts";
import styles from "./HistoryTab.module.css";
import { worded } from "./TimelineEntry.tsx";

/** Who changed which field from what to what, when and from where. */
export function HistoryTab({ object, record }: { object: WireObject; record: WireRecord }) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ["records", object.name, "history", record.id],
    queryFn: ({ pageParam, signal }) =>
      request<TimelinePage>("GET", `/v1/${object.path}/${record.id}/history`, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  if (pages.isError) return <Failure small error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.isPending) return <Skeleton active paragraph={{ rows: 5 }} />;
  const rows = pages.data.pages
    .flatMap((page) => page.items)
    .flatMap((entry) => changesOf(entry, t("timeline.event.created")).map((change) => ({ entry, change })));
  if (rows.length === 0) return <Empty small text={t("history.none")} />;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {["when", "who", "field", "before", "after"].map((column) => (
              <th key={column}>{t(`history.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, change }) => (
            <tr key={`${entry.position}.${change.field}`}>
              <td className="tabular">{formatDateTime(entry.at)}</td>
              <td>
                {entry.actor?.title ?? t("timeline.system")}
                <div className={styles.source}>{t(`history.source.${entry.source}`, { defaultValue: entry.source })}</div>
              </td>
              <td>{change.label}</td>
              <td>{worded(change.before)}</td>
              <td>{worded(change.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <Button type="text" block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("timeline.older")}
        </Button>
      )}
    </div>
  );
}

/** A new record is one line: what it began with stands on it, or as "before" of the first change. */
function changesOf(entry: TimelineEntry, created: string): TimelineEntry["changes"] {
  return entry.name.endsWith(".created") ? [{ field: "", label: created, before: null, after: null }] : entry.changes;
}
