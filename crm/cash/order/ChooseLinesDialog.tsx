import { Alert, Button, Form, Input } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionModal } from "#web/ui/ActionModal.tsx";
import { fieldOf, optionOf, useObject } from "#web/ui/data/model.ts";
import { useRecord } from "#web/ui/data/records.ts";
import type { OwnDialogProps } from "#web/ui/dialogs.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { ActionFields } from "#web/ui/fields/ActionFields.tsx";
import { formatNumber } from "#web/ui/format.ts";
import styles from "./ChooseLinesDialog.module.css";
import { type Choosable, choosableLines, chosenLines, problemOf } from "./left-of.ts";

/** Which lines of a document, and how much of each: what is delivered, taken back, ordered. */
export function ChooseLinesDialog(props: OwnDialogProps) {
  const { data: record } = useRecord(props.object.name, props.record.id);
  // A list knows no lines; the record is read with them.
  return record?.lines === undefined ? null : <Choosing {...props} record={record} />;
}

function Choosing(props: OwnDialogProps) {
  const { t } = useTranslation();
  const { object, action, record } = props;
  const [form] = Form.useForm();
  const [lines, setLines] = useState(() => choosableLines(object.name, action.name, record));
  const chosen = chosenLines(lines);
  const isWrong = lines.some((line) => problemOf(line) !== null);
  const choose = (id: string, quantity: string) =>
    setLines((before) => before.map((line) => (line.id === id ? { ...line, chosen: quantity } : line)));
  const chooseAll = (isAll: boolean) => setLines((before) => before.map((line) => ({ ...line, chosen: isAll ? line.left : "" })));
  return (
    <ActionModal
      {...props}
      form={form}
      width="min(800px, 94vw)"
      isReady={!isWrong && (chosen.length > 0 || lines.length === 0)}
      inputOf={(answers) => ({ ...answers, ...(lines.length > 0 ? { lines: chosen } : {}) })}
    >
      {(errors) => (
        <>
          {errors.length > 0 && <Alert type="error" showIcon title={errors.map(({ message }) => message).join("\n")} />}
          <div className={styles.bar}>
            <Button size="small" onClick={() => chooseAll(true)}>
              {t([`choose.all_${action.name}`, "choose.all"])}
            </Button>
            <Button size="small" onClick={() => chooseAll(false)}>
              {t("choose.none")}
            </Button>
          </div>
          {lines.length === 0 ? (
            <Empty small text={t("choose.nothing_left")} />
          ) : (
            <ChoosableTable object={object.lines?.object ?? ""} verb={action.name} lines={lines} onChoose={choose} />
          )}
          <div className={styles.terms}>
            <ActionFields object={object} action={action} record={record} omit={["lines"]} />
          </div>
        </>
      )}
    </ActionModal>
  );
}

type ChoosableTableProps = {
  object: string;
  verb: string;
  lines: readonly Choosable[];
  onChoose: (id: string, quantity: string) => void;
};

/** Enter and the arrows lead from one quantity to the next. */
function ChoosableTable({ object, verb, lines, onChoose }: ChoosableTableProps) {
  const { t } = useTranslation();
  const line = useObject(object);
  const unit = line && fieldOf(line, "unit");
  const table = useRef<HTMLTableElement>(null);
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const inputs = [...table.current!.querySelectorAll("input")];
    inputs[inputs.indexOf(event.currentTarget) + step]?.focus();
  };
  return (
    <table ref={table} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("choose.line")}</th>
          <th scope="col" className={styles.right}>
            {t("choose.whole")}
          </th>
          <th scope="col" className={styles.right}>
            {t([`choose.left_${verb}`, "choose.left"])}
          </th>
          <th scope="col" className={styles.right}>
            {t("choose.quantity")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((one, index) => {
          const problem = problemOf(one);
          return (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td className={styles.right}>{formatNumber(one.whole)}</td>
              <td className={styles.right}>
                {formatNumber(one.left)} {optionOf(unit, one.unit)?.label}
              </td>
              <td className={styles.quantity}>
                <Input
                  value={one.chosen}
                  inputMode="decimal"
                  autoComplete="off"
                  autoFocus={index === 0}
                  className="tabular"
                  style={{ textAlign: "right" }}
                  aria-label={t("choose.quantity_of", { name: one.name })}
                  {...(problem === null ? {} : { status: "error" as const })}
                  onFocus={(event) => event.target.select()}
                  onKeyDown={onKey}
                  onChange={(event) => onChoose(one.id, event.target.value.trim())}
                />
                {problem !== null && <div className={styles.problem}>{t(`choose.${problem}`)}</div>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
