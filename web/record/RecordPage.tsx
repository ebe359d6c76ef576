import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useEffect } from "react";
import type { WireObject } from "#engine/wire.ts";
import type { RecordSearch } from "../routes.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { noteVisit } from "../shell/visited.ts";
import { useModel } from "../ui/data/model.ts";
import { useRecord } from "../ui/data/records.ts";
import { Failure } from "../ui/Failure.tsx";
import { useIsNarrow } from "../ui/screen.ts";
import styles from "./RecordView.module.css";
import { RecordView } from "./RecordView.tsx";

/** A record by its own URL. */
export function RecordPage() {
  const { path, id } = useParams({ strict: false }) as { path: string; id: string };
  const object = useModel().byPath.get(path);
  return object ? <FullRecord key={id} object={object} id={id} /> : <NotFound />;
}

function FullRecord({ object, id }: { object: WireObject; id: string }) {
  const { tab } = useSearch({ strict: false }) as RecordSearch;
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const { company } = useParams({ strict: false }) as { company: string };
  const record = useRecord(object.name, id);
  const title = record.data ? String(record.data[object.title] ?? "") : "";
  useEffect(() => {
    if (title === "") return;
    document.title = `${title} · ${object.label} · 客海`;
    noteVisit({ object: object.name, id, title });
  }, [object, id, title]);

  if (record.isError) return <Failure error={record.error} retry={() => void record.refetch()} />;
  if (!record.data) return <RecordBones />;
  return (
    <RecordView
      object={object}
      record={record.data}
      layout={isNarrow ? "tabs" : "columns"}
      tab={tab}
      onTab={(next) => void navigate({ to: ".", search: (before: object) => ({ ...before, tab: next }), replace: true } as never)}
      onGone={() => void navigate({ to: "/$company/$path", params: { company, path: object.path } })}
    />
  );
}

/** The page's outline, of the size it will have. */
export function RecordBones() {
  return (
    <div className={styles.view} aria-busy="true">
      <div className={styles.head}>
        <Skeleton active title={{ width: 240 }} paragraph={{ rows: 2, width: ["60%", "40%"] }} />
      </div>
      <div className={styles.columns}>
        <div className={styles.bones} />
        <div className={styles.bones} />
        <div className={styles.bones} />
      </div>
    </div>
  );
}
