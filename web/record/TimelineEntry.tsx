import {
  CommentOutlined,
  FileTextOutlined,
  HistoryOutlined,
  MailOutlined,
  PaperClipOutlined,
  PushpinOutlined,
} from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineEntry as WireEntry, WireModel, WireObject, WireReference } from "#engine/wire.ts";
import { Chip } from "../ui/Chip.tsx";
import { fieldOf, optionOf, useModel, useObject } from "../ui/data/model.ts";
import { fileUrl } from "../ui/data/upload.ts";
import { formatAgo, formatDateTime, formatNumber, formatSize } from "../ui/format.ts";
import { RecordLink } from "../ui/RecordLink.tsx";
import { MailEntry } from "./MailEntry.tsx";
import styles from "./Timeline.module.css";

const MARKS: Record<WireEntry["kind"], ReactNode> = {
  event: <HistoryOutlined />,
  followUp: <CommentOutlined />,
  note: <PushpinOutlined />,
  comment: <FileTextOutlined />,
  file: <PaperClipOutlined />,
  mail: <MailOutlined />,
};

export function Entry({ entry, about }: { entry: WireEntry; about: string }) {
  // A talk counts from when it was held, not from when it was written down.
  const at: string = entry.record?.at ?? entry.at;
  return (
    <article className={entry.kind === "event" ? `${styles.entry} ${styles.quiet}` : styles.entry}>
      <span className={styles.mark} aria-hidden="true">
        {MARKS[entry.kind] ?? <HistoryOutlined />}
      </span>
      <div>
        <div className={styles.who}>
          <Who entry={entry} />
          <What entry={entry} />
          <Where entry={entry} about={about} />
          <time className={styles.when} dateTime={at} title={formatDateTime(at)}>
            {formatAgo(at)}
          </time>
        </div>
        <Body entry={entry} />
      </div>
    </article>
  );
}

function Who({ entry }: { entry: WireEntry }) {
  const { t } = useTranslation();
  const name = entry.record?.owner?.title ?? entry.actor?.title ?? t("timeline.system");
  if (entry.record?.owner || !entry.via) return <b>{name}</b>;
  const via = t(`timeline.via_name.${entry.via}`, { defaultValue: entry.via });
  return <b>{t("timeline.via", { name, via })}</b>;
}

/** What happened, in the words of the object; a plain creation or change has words of its own. */
function What({ entry }: { entry: WireEntry }) {
  const { t } = useTranslation();
  const messages = useQueryClient().getQueryData<WireModel>(["model"])?.messages ?? {};
  const followUp = useObject("followUp");
  const { byName } = useModel();
  if (entry.kind === "followUp" && followUp) {
    const type = optionOf(fieldOf(followUp, "type"), entry.record?.type);
    const result = optionOf(fieldOf(followUp, "result"), entry.record?.result);
    return (
      <>
        <span>{type?.label ?? followUp.label}</span>
        {result && <Chip label={result.label} tone={result.tone} />}
      </>
    );
  }
  if (entry.kind !== "event")
    return <span>{t(`timeline.kind.${entry.kind}`, { defaultValue: byName.get(entry.kind)?.label ?? "" })}</span>;
  const [object = "", verb = ""] = entry.name.split(".");
  const words = messages[`${object}.events.${verb}`];
  return <span>{words ?? t(`timeline.event.${verb}`, { defaultValue: t("timeline.event.updated") })}</span>;
}

/** On an account stand also the talks about its deals: then it says about which. */
function Where({ entry, about }: { entry: WireEntry; about: string }) {
  const target = entry.record?.about;
  if (!target || target.id === about || !target.object) return null;
  return (
    <span className={styles.about}>
      <RecordLink object={target.object} id={target.id} title={target.title ?? ""} />
    </span>
  );
}

function Body({ entry }: { entry: WireEntry }) {
  const { t } = useTranslation();
  const object = useObject(entry.name.split(".")[0] ?? "");
  const { record } = entry;
  if (entry.kind === "followUp" && record) {
    return (
      <>
        <div className={styles.text}>{record.content}</div>
        {record.nextAt && <div className={styles.next}>{t("timeline.next", { when: formatDateTime(record.nextAt) })}</div>}
      </>
    );
  }
  if ((entry.kind === "note" || entry.kind === "comment") && record) return <div className={styles.note}>{record.body}</div>;
  if (entry.kind === "file" && record) {
    return (
      <div className={styles.text}>
        <a href={fileUrl(record.id)}>{record.name}</a> {record.size ? formatSize(record.size) : ""}
      </div>
    );
  }
  if (entry.kind === "mail" && record) return <MailEntry mail={record} />;
  if (entry.name.endsWith(".created")) return null;
  return (
    <>
      <Changes entry={entry} object={object} />
      <Reason entry={entry} object={object} />
    </>
  );
}

function Changes({ entry, object }: { entry: WireEntry; object: WireObject | undefined }) {
  if (entry.changes.length === 0) return null;
  return (
    <ul className={styles.changes}>
      {tellingChanges(entry, object).map((change) => (
        <li key={change.field}>
          {change.label}{" "}
          {!isNothing(change.before) && (
            <>
              <s>{worded(change.before)}</s> →{" "}
            </>
          )}
          <em>
            <After value={change.after} />
          </em>
        </li>
      ))}
    </ul>
  );
}

/** Why it was done, as it was typed, where no field has kept it; a reason that is an option is told by its field. */
function Reason({ entry, object }: { entry: WireEntry; object: WireObject | undefined }) {
  const { t } = useTranslation();
  const { reason } = entry.data;
  if (typeof reason !== "string" || reason === "" || entry.changes.some(({ after }) => after === reason)) return null;
  if (object?.fields.some(({ options }) => options?.some(({ value }) => value === reason))) return null;
  return <div className={styles.text}>{t("timeline.reason", { reason })}</div>;
}

/** What rules worked out from the rest is left to the history, unless there is nothing else to tell. */
function tellingChanges({ changes }: WireEntry, object: WireObject | undefined): WireEntry["changes"] {
  const telling = changes.filter(({ field }) => !object || fieldOf(object, field)?.changedBy !== "rules");
  return telling.length > 0 ? telling : changes;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** What a record came to be connected with is one step away. */
function After({ value }: { value: unknown }) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return worded(value);
  const { object, id, title } = value as Partial<WireReference>;
  return object && id && title && object !== "user" ? <RecordLink object={object} id={id} title={title} /> : worded(value);
}

/** Values come in words; times and references still need theirs. */
export function worded(value: unknown): string {
  if (isNothing(value)) return "—";
  if (Array.isArray(value)) return value.map(worded).join("、");
  if (typeof value === "object") {
    const { title, amount } = value as { title?: string; amount?: string };
    return title ?? amount ?? JSON.stringify(value);
  }
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return formatDateTime(value);
  if (typeof value === "string" && /^-?\d+\.\d+$/.test(value)) return formatNumber(value, 2);
  return String(value);
}
