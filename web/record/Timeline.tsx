import { Button, Skeleton } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineEntry, WireObject, WireRecord } from "#engine/wire.ts";
import { useTimeline } from "../ui/data/records.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Composer } from "./Composer.tsx";
import styles from "./Timeline.module.css";
import { Entry } from "./TimelineEntry.tsx";

/** What people said and did stands open; what the system noted is folded between. */
export function Timeline({ object, record }: { object: WireObject; record: WireRecord }) {
  const { t } = useTranslation();
  const pages = useTimeline(object.name, record.id);
  const entries = useMemo(() => withoutAttachments(pages.data?.pages.flatMap((page) => page.items) ?? []), [pages.data]);
  const runs = useMemo(() => runsOf(entries), [entries]);
  return (
    <div>
      <Composer object={object} record={record} />
      <div className={styles.entries}>
        {pages.isError && <Failure small error={pages.error} retry={() => void pages.refetch()} />}
        {pages.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {pages.isSuccess && entries.length === 0 && <Empty small text={t("timeline.none")} />}
        {runs.map((run) => (
          <Run key={run[0]!.position + run[0]!.kind} run={run} about={record.id} />
        ))}
        {pages.hasNextPage && (
          <div className={styles.more}>
            <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t("timeline.older")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** A letter shows its own attachment. */
function withoutAttachments(entries: TimelineEntry[]): TimelineEntry[] {
  const attached = new Set(entries.map(({ kind, record }) => (kind === "mail" ? record?.attachment?.id : undefined)));
  return entries.filter(({ kind, record }) => kind !== "file" || !attached.has(record?.id));
}

/** Neighbouring system events make one run; everything else stands alone. */
function runsOf(entries: TimelineEntry[]): TimelineEntry[][] {
  const runs: TimelineEntry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (entry.kind === "event" && last?.[0]?.kind === "event") last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

const SHOWN_OF_RUN = 1;
/** Folding fewer saves no room. */
const FOLDED_AT_LEAST = 2;

function Run({ run, about }: { run: TimelineEntry[]; about: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isShort = run.length < SHOWN_OF_RUN + FOLDED_AT_LEAST;
  const shown = isOpen || isShort ? run : run.slice(0, SHOWN_OF_RUN);
  const hidden = run.length - shown.length;
  return (
    <>
      {shown.map((entry) => (
        <Entry key={entry.position + entry.kind} entry={entry} about={about} />
      ))}
      {hidden > 0 && (
        <button type="button" className={styles.fold} onClick={() => setOpen(true)}>
          {t("timeline.unfold", { count: hidden })}
        </button>
      )}
    </>
  );
}
