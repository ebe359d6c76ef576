import { CheckOutlined } from "@ant-design/icons";
import { Button, Skeleton, Tooltip } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { WireRecord, WireReference } from "#engine/wire.ts";
import { useObject } from "#web/ui/data/model.ts";
import { useProblemText } from "#web/ui/data/problem-text.ts";
import { useRecords } from "#web/ui/data/records.ts";
import { useAction } from "#web/ui/data/writes.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { useFeedback } from "#web/ui/feedback.ts";
import { formatAgo, formatDate } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./Workbench.module.css";
import { dueToday, followUpOverdue, followUpToday, of, open, overdue, workable } from "./workbench-filters.ts";

const SHOWN = 8;
const followUpDue = { or: [followUpOverdue, followUpToday] };

type Doing = { id: string; object: string; title: string; about: string; when: string; isLate: boolean; record: WireRecord };

/** Tasks and promised follow-ups of today and before, the latest first. */
export function ToDo() {
  const { t } = useTranslation();
  const task = useObject("task");
  const tasks = useRecords("task", {
    filter: of("me", open, { or: [overdue, dueToday] }),
    sort: "due",
    fields: ["subject", "due", "about", "status"],
    limit: SHOWN,
    can: true,
  });
  const leads = useFollowUps("lead", "company", of("me", workable, followUpDue));
  const accounts = useFollowUps("account", "level", of("me", followUpDue));
  const deals = useFollowUps("opportunity", "account", of("me", open, followUpDue));
  const isLoading = tasks.isLoading || leads.isLoading || accounts.isLoading || deals.isLoading;
  const doing = [...(tasks.data?.items ?? []).map(taskToDo), ...leads.rows, ...accounts.rows, ...deals.rows].sort((a, b) =>
    a.when.localeCompare(b.when),
  );

  const more = task && (
    <ListLink path={task.path} view="mine">
      {t("workbench.allTasks")}
    </ListLink>
  );
  return (
    <Panel title={t("workbench.todo")} extra={more} flush>
      {isLoading && <Skeleton active className={styles.waiting} paragraph={{ rows: 4 }} title={false} />}
      {!isLoading && doing.length === 0 && <Empty small title={t("workbench.todoEmpty")} text={t("workbench.todoEmptyText")} />}
      <ul className={styles.rows}>
        {doing.map((one) => (
          <ToDoRow key={one.id} doing={one} />
        ))}
      </ul>
    </Panel>
  );
}

function useFollowUps(object: string, about: string, filter: ReturnType<typeof of>) {
  const title = useObject(object)?.title ?? "name";
  const found = useRecords(object, { filter, sort: "nextFollowUpAt", fields: [title, about, "nextFollowUpAt"], limit: SHOWN });
  const rows = (found.data?.items ?? []).map((record): Doing => {
    const when = String(record.nextFollowUpAt);
    const described = record[about] as WireReference | string | null;
    return {
      id: record.id,
      object,
      title: String(record[title]),
      about: typeof described === "object" ? (described?.title ?? "") : object === "account" ? "" : described,
      when,
      isLate: dayjs(when).isBefore(dayjs(), "day"),
      record,
    };
  });
  return { rows, isLoading: found.isLoading };
}

function taskToDo(record: WireRecord): Doing {
  const due = String(record.due ?? "");
  const about = record.about as WireReference | null;
  return {
    id: record.id,
    object: "task",
    title: String(record.subject),
    about: about?.title ?? "",
    when: due,
    isLate: dayjs(due).isBefore(dayjs(), "day"),
    record,
  };
}

function ToDoRow({ doing }: { doing: Doing }) {
  const { t } = useTranslation();
  const { id, object, title, about, when, isLate, record } = doing;
  const isDate = when.length === 10;
  return (
    <li className={styles.row}>
      <span className={styles.kind}>{t(`workbench.kind.${object}`)}</span>
      <span className={styles.main}>
        <RecordLink object={object} id={id} title={title} />
        {about && <span className={styles.about}>{about}</span>}
      </span>
      <time className={isLate ? styles.late : styles.when} dateTime={when}>
        {isLate && `${t("workbench.late")} `}
        {isDate ? (isLate ? formatDate(when).slice(5) : t("workbench.today")) : formatAgo(when)}
      </time>
      {object === "task" && <DoneButton record={record} />}
    </li>
  );
}

function DoneButton({ record }: { record: WireRecord }) {
  const { t } = useTranslation();
  const wordsOf = useProblemText();
  const feedback = useFeedback();
  const done = useAction("task", "done");
  const can = record.can?.done;
  if (can === undefined) return null;

  const finish = () =>
    done.mutate(
      { id: record.id },
      {
        onSuccess: () => feedback.done(t("workbench.taskDone", { title: record.subject })),
        onError: (error) => feedback.error(error.message),
      },
    );
  return (
    <Tooltip title={can === true ? t("workbench.finish") : wordsOf(can)}>
      <Button
        size="small"
        type="text"
        icon={<CheckOutlined />}
        aria-label={t("workbench.finishTask", { title: record.subject })}
        disabled={can !== true}
        loading={done.isBusy}
        onClick={finish}
      />
    </Tooltip>
  );
}
