// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are typed in is a grid
// biome-ignore-all lint/a11y/useKeyWithClickEvents: every cell is reached by Tab, Enter and the arrows
import { DeleteOutlined, FormOutlined, HolderOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField } from "#engine/wire.ts";
import { isRight } from "./columns.ts";
import { type CellAt, type GridMove, moveFor } from "./grid-keys.ts";
import { CellEditor, CellValue } from "./LineCell.tsx";
import { LineColumns, leastTable } from "./LineColumns.tsx";
import styles from "./LineTable.module.css";
import { LineTotals } from "./LineTotals.tsx";
import type { LineRow } from "./line-rows.ts";
import type { LinesEditor } from "./lines-editor.ts";

type LineGridProps = {
  label: string;
  columns: readonly WireField[];
  editor: LinesEditor;
  currency: string | undefined;
  /** Shows all fields of a line where the columns are not all there is. */
  onDetails: ((key: string) => void) | undefined;
  autoFocus: boolean;
};

/** Lines typed in as in a spreadsheet: one cell at a time is a control, the rest is as quick as text. */
export function LineGrid({ label, columns, editor, currency, onDetails, autoFocus }: LineGridProps) {
  const { t } = useTranslation();
  const { rows, problems } = editor;
  const tools = onDetails ? 72 : 40;
  const typed = columns.filter((field) => !field.readOnly);
  const [active, setActive] = useState<CellAt | null>(autoFocus ? { row: 0, column: 0 } : null);
  const [dragged, setDragged] = useState<string | null>(null);
  const before = useRef<LineRow | null>(null);

  const enter = (at: CellAt) => {
    if (active?.row === at.row && active.column === at.column) return;
    before.current = editor.typed(rows[at.row]?.key ?? "");
    setActive(at);
  };
  /** Controls such as dates keep what was typed when they are left. */
  const leaveControl = () => document.activeElement instanceof HTMLElement && document.activeElement.blur();

  const follow = (move: GridMove, at: CellAt): boolean => {
    const row = rows[at.row]!;
    switch (move.kind) {
      case "to":
        leaveControl();
        enter(move.at);
        return true;
      case "append":
        // From an empty last line Tab leads out of the table.
        if (!editor.isFilled(row)) return false;
        leaveControl();
        editor.append();
        enter({ row: rows.length, column: 0 });
        return true;
      case "shift":
        editor.move(row.key, at.row + move.by);
        setActive({ ...at, row: Math.max(0, Math.min(at.row + move.by, rows.length - 1)) });
        return true;
      case "remove":
        editor.remove(row.key);
        setActive({ row: Math.max(0, Math.min(at.row, rows.length - 2)), column: at.column });
        return true;
      case "restore":
        if (before.current?.key === row.key) editor.restore(before.current);
        setActive(null);
        setTimeout(() => setActive(at));
        return true;
    }
  };
  const onKey = (event: KeyboardEvent<HTMLElement>, at: CellAt) => {
    const move = moveFor(event, at, { rows: rows.length, columns: typed.length });
    if (move === null) return;
    if (follow(move, at) || event.key === "Enter") event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent, at: CellAt) => {
    const column = columns.indexOf(typed[at.column]!);
    if (!editor.paste(event.clipboardData.getData("text/plain"), { row: at.row, column })) return;
    event.preventDefault();
    setActive(null);
  };
  const onBlur = (event: FocusEvent) => {
    const to = event.relatedTarget as Element | null;
    const isInside = event.currentTarget.contains(to) || to?.closest(".ant-select-dropdown, .ant-picker-dropdown") != null;
    if (!isInside) setActive(null);
  };

  const cell = (row: LineRow, index: number, field: WireField) => {
    const at = { row: index, column: typed.indexOf(field) };
    const isTyped = at.column >= 0;
    const isActive = isTyped && active?.row === index && active.column === at.column;
    const problem = problems[`${row.key}.${field.key}`];
    return (
      <td
        key={field.key}
        role="gridcell"
        className={isRight(field) ? styles.right : ""}
        data-active={isActive}
        data-wrong={problem !== undefined}
        aria-readonly={!isTyped}
        title={problem}
        tabIndex={isTyped && !isActive ? (active === null && index === 0 && at.column === 0 ? 0 : -1) : undefined}
        onFocus={(event) => isTyped && event.target === event.currentTarget && enter(at)}
        onClick={() => isTyped && enter(at)}
        onKeyDownCapture={(event) => isActive && onKey(event, at)}
        onPaste={(event) => isActive && onPaste(event, at)}
      >
        {isActive ? (
          <CellEditor
            key={`${row.key}.${field.key}`}
            field={field}
            row={row}
            label={t("lines.cell", { field: field.label, number: index + 1 })}
            currency={currency}
            problem={problem}
            onChange={(value, known) => editor.set(row.key, field, value, known)}
          />
        ) : (
          <CellValue field={field} row={row} linked={false} />
        )}
      </td>
    );
  };
  return (
    <table
      role="grid"
      className={`${styles.table} ${styles.typed}`}
      style={{ minWidth: leastTable(columns, tools) }}
      aria-label={label}
      onBlur={onBlur}
    >
      <LineColumns columns={columns} tools={tools} />
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t("lines.number")}</span>
          </th>
          {columns.map((field) => (
            <th key={field.key} scope="col" className={isRight(field) ? styles.right : ""} title={field.help}>
              {field.label}
              {field.required && !field.readOnly && <span className={styles.required}> *</span>}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t("lines.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr
            key={row.key}
            data-dragged={dragged === row.key}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) editor.move(dragged, index);
              setDragged(null);
            }}
          >
            <th
              scope="row"
              className={styles.handle}
              draggable
              title={t("lines.drag")}
              onDragStart={() => setDragged(row.key)}
              onDragEnd={() => setDragged(null)}
            >
              <HolderOutlined className={styles.grip ?? ""} />
              <span className={styles.number}>{index + 1}</span>
            </th>
            {columns.map((field) => cell(row, index, field))}
            <td className={styles.tools}>
              {onDetails && (
                <Button
                  type="text"
                  size="small"
                  icon={<FormOutlined />}
                  aria-label={t("lines.details", { number: index + 1 })}
                  onClick={() => onDetails(row.key)}
                />
              )}
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t("lines.remove", { number: index + 1 })}
                onClick={() => editor.remove(row.key)}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <LineTotals columns={columns} rows={rows} currency={currency} before={1} after={1} />
    </table>
  );
}
