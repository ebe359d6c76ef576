import { EditOutlined } from "@ant-design/icons";
import { Alert, Button, Flex, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useUpdate } from "../ui/data/writes.ts";
import { Empty } from "../ui/Empty.tsx";
import { useFeedback } from "../ui/feedback.ts";
import type { DocumentLines } from "../ui/lines/document-lines.ts";
import { LineList } from "../ui/lines/LineList.tsx";
import { LineTable } from "../ui/lines/LineTable.tsx";
import {
  blankRow,
  type ChangeRows,
  isFilled,
  type LineProblems,
  type LineRow,
  problemsAt,
  rowOf,
  writtenRows,
} from "../ui/lines/line-rows.ts";
import { useLinesEditor } from "../ui/lines/lines-editor.ts";
import { useFigures } from "../ui/lines/use-figures.ts";
import { useLinePreview } from "../ui/lines/use-line-preview.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./LinesPanel.module.css";
import { linesDraft } from "./lines-draft.ts";

type LinesPanelProps = { object: WireObject; record: WireRecord; lines: DocumentLines };

/** A document's lines: read as a table, and edited together in one grid. */
export function LinesPanel({ object, record, lines }: LinesPanelProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { line, columns } = lines;
  const can = record.can?.lines;
  const draft = linesDraft(record.id);
  const [isBegun, setEditing] = useState(() => draft.read() !== null);
  const isEditing = isBegun && can !== undefined;
  const stored = record.lines ?? [];
  const { currency } = useFigures(columns, record);
  return (
    <Panel
      title={
        <>
          {line.label}
          {stored.length > 0 && <span className={styles.count}>{stored.length}</span>}
        </>
      }
      extra={
        can !== undefined &&
        !isEditing && (
          <Tooltip title={can === true ? undefined : textOf(can)}>
            <Button size="small" icon={<EditOutlined />} disabled={can !== true} onClick={() => setEditing(true)}>
              {t("lines.edit")}
            </Button>
          </Tooltip>
        )
      }
    >
      {isEditing ? (
        <LinesForm object={object} record={record} lines={lines} draft={draft} onClose={() => setEditing(false)} />
      ) : stored.length === 0 ? (
        <Empty small text={line.empty} />
      ) : (
        <LineList label={line.label} columns={columns} rows={stored.map((one) => rowOf(one, columns))} currency={currency} />
      )}
    </Panel>
  );
}

type LinesFormProps = LinesPanelProps & { draft: ReturnType<typeof linesDraft>; onClose: () => void };

function LinesForm({ object, record, lines, draft, onClose }: LinesFormProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const feedback = useFeedback();
  const { line, fields, typed } = lines;
  const update = useUpdate(object.name);
  const [restored] = useState(draft.read);
  const [rows, setRows] = useState<readonly LineRow[]>(
    () =>
      restored?.rows ??
      begun(
        (record.lines ?? []).map((one) => rowOf(one, fields)),
        lines,
      ),
  );
  // Whoever changes the document while its lines are open is asked about, not overwritten.
  const [version, setVersion] = useState(restored?.version ?? record.version);
  const [problems, setProblems] = useState<LineProblems>({});
  const [failure, setFailure] = useState<{ text: string; isStale: boolean } | null>(null);
  const { settle, currency } = useFigures(fields, record);
  useLinePreview(object, { id: record.id }, rows, fields, setRows);
  const type: ChangeRows = (change) =>
    setRows((before) => {
      const next = change(before);
      draft.keep({ version, rows: next });
      return next;
    });
  const editor = useLinesEditor({ fields, columns: typed, rows, onChange: type, problems, settle });
  const close = () => {
    draft.drop();
    onClose();
  };

  const refuse = (error: unknown, filled: readonly LineRow[]) => {
    const problem = problemOf(error);
    const { problems: atCells, placed } = problemsAt(problem.errors ?? [], "lines", filled, fields);
    const rest = (problem.errors ?? []).filter((one) => !placed.includes(one)).map((one) => one.message);
    setProblems(atCells);
    const isStale = problem.code === "record.stale";
    if (isStale && problem.record) setVersion(problem.record.version);
    setFailure(placed.length > 0 && rest.length === 0 ? null : { text: rest.join("\n") || textOf(problem), isStale });
  };
  const save = async () => {
    const filled = rows.filter((row) => isFilled(row, fields));
    setFailure(null);
    try {
      await update.mutateAsync({ id: record.id, version, values: { lines: writtenRows(filled, fields) } });
      feedback.done(t("lines.saved"));
      close();
    } catch (error) {
      refuse(error, filled);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only catches the key that keeps what is typed inside
    <div
      className={styles.form}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      {restored !== null && <Alert type="info" showIcon title={t("lines.restored")} />}
      {failure !== null && (
        <Alert
          type="error"
          showIcon
          title={failure.text}
          style={{ whiteSpace: "pre-line" }}
          action={
            failure.isStale && (
              <Button size="small" onClick={close}>
                {t("stale.theirs")}
              </Button>
            )
          }
        />
      )}
      <LineTable label={line.label} columns={typed} editor={editor} currency={currency} autoFocus />
      <Flex gap={8}>
        <Button type="primary" loading={update.isPending} onClick={() => void save()}>
          {t(failure?.isStale ? "stale.mine" : "lines.save")}
        </Button>
        <Button onClick={close}>{t("action.cancel")}</Button>
      </Flex>
    </div>
  );
}

function begun(rows: LineRow[], { fields }: DocumentLines): LineRow[] {
  return rows.length > 0 ? rows : [blankRow(fields)];
}
