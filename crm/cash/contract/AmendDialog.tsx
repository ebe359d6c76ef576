import { Alert, Form } from "antd";
import dayjs from "dayjs";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "#engine/wire.ts";
import { ActionModal } from "#web/ui/ActionModal.tsx";
import { useModel } from "#web/ui/data/model.ts";
import { useRecord } from "#web/ui/data/records.ts";
import type { OwnDialogProps } from "#web/ui/dialogs.ts";
import { ActionFields, type FieldError } from "#web/ui/fields/ActionFields.tsx";
import { formatMoney } from "#web/ui/format.ts";
import { changedRows } from "#web/ui/lines/changed-rows.ts";
import { type DocumentLines, linesOf } from "#web/ui/lines/document-lines.ts";
import { LineTable } from "#web/ui/lines/LineTable.tsx";
import { sumOfColumn } from "#web/ui/lines/line-figures.ts";
import { type LineRow, problemsAt, rowOf } from "#web/ui/lines/line-rows.ts";
import { useLinesEditor } from "#web/ui/lines/lines-editor.ts";
import { useFigures } from "#web/ui/lines/use-figures.ts";
import styles from "./AmendDialog.module.css";

/** A signed contract's lines in one grid, to be changed as they were agreed; only what differs is sent. */
export function AmendDialog(props: OwnDialogProps) {
  const lines = linesOf(useModel(), props.object);
  const { data: record } = useRecord(props.object.name, props.record.id);
  if (record?.lines === undefined || lines === null) return null;
  return <Amending {...props} record={record} lines={lines} />;
}

function Amending({ lines, ...props }: OwnDialogProps & { lines: DocumentLines }) {
  const { object, action, record } = props;
  const [form] = Form.useForm();
  const { fields } = lines;
  const before = useMemo(() => (record.lines ?? []).map((line) => rowOf(line, fields)), [record.lines, fields]);
  const [rows, setRows] = useState<readonly LineRow[]>(before);
  const hasLines = before.length > 0;
  const sent = changedRows(before, rows, fields);

  const inputOf = (answers: Record<string, any>) => ({
    ...answers,
    ...(sent.length > 0 ? { lines: sent.map(({ change }) => change) } : {}),
  });
  return (
    <ActionModal
      {...props}
      form={form}
      width={hasLines ? 960 : 560}
      initialValues={{ kind: "change", signedOn: dayjs().format("YYYY-MM-DD") }}
      inputOf={inputOf}
    >
      {(errors) => (
        <>
          <div className={styles.terms}>
            <ActionFields object={object} action={action} record={record} omit={["lines", ...(hasLines ? ["amount"] : [])]} />
          </div>
          {hasLines && (
            <AmendedLines
              lines={lines}
              record={record}
              rows={rows}
              onChange={setRows}
              errors={errors}
              sent={sent.map(({ row }) => row)}
            />
          )}
        </>
      )}
    </ActionModal>
  );
}

type AmendedLinesProps = {
  lines: DocumentLines;
  record: WireRecord;
  rows: readonly LineRow[];
  onChange: (change: (rows: readonly LineRow[]) => readonly LineRow[]) => void;
  errors: readonly FieldError[];
  /** The rows in the order in which they are sent, where they still have a place. */
  sent: readonly (LineRow | undefined)[];
};

function AmendedLines({ lines, record, rows, onChange, errors, sent }: AmendedLinesProps) {
  const { t } = useTranslation();
  const { line, fields, typed } = lines;
  const { settle, currency } = useFigures(fields, record);
  // Refusals stay with the rows as they were when they were sent.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that are typed in meanwhile keep their cells' messages
  const { problems, placed } = useMemo(() => problemsAt(errors, "lines", sent, fields), [errors]);
  const editor = useLinesEditor({ fields, columns: typed, rows, onChange, problems, settle });
  const elsewhere = errors.filter((error) => !placed.includes(error)).map(({ message }) => message);
  const amount = fields.find(({ name }) => name === "amount");
  return (
    <>
      {elsewhere.length > 0 && <Alert type="error" showIcon title={elsewhere.join("\n")} className={styles.refused} />}
      <LineTable label={line.label} columns={typed} editor={editor} currency={currency} />
      {amount && (
        <p className={styles.effect} aria-live="polite">
          {t("amend.effect")}
          <span className="tabular">{formatMoney(record.amount)}</span>
          <span aria-hidden="true">→</span>
          <strong className="tabular">{formatMoney(sumOfColumn(editor.rows, amount, fields), currency)}</strong>
        </p>
      )}
    </>
  );
}
