// biome-ignore-all lint/a11y/useSemanticElements: only rows in sight are drawn, at their place, which table elements do not allow
import { EditOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { lazy, memo, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { useCompany } from "../ui/navigation.ts";
import { isNumeric } from "./column-widths.ts";
import styles from "./RecordTable.module.css";

const CellEditor = lazy(async () => ({ default: (await import("./CellEditor.tsx")).CellEditor }));

type RecordRowProps = {
  object: WireObject;
  fields: WireField[];
  row: WireRecord;
  top: number;
  isPicked: boolean;
  isActive: boolean;
  onPick: (id: string) => void;
  onOpen: (id: string) => void;
  onActive: () => void;
};

export const RecordRow = memo(function RecordRow({
  object,
  fields,
  row,
  top,
  isPicked,
  isActive,
  onPick,
  onOpen,
  onActive,
}: RecordRowProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<string | null>(null);
  const name = String(row[object.title] ?? "");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter move and open rows from anywhere on the page
    <div
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      tabIndex={-1}
      aria-selected={isPicked}
      data-active={isActive}
      onClick={onActive}
    >
      <div className={`${styles.pick} ${styles.sticky} ${styles.first}`} role="cell">
        <Checkbox checked={isPicked} aria-label={t("list.pick", { name })} onChange={() => onPick(row.id)} />
      </div>
      {fields.map((field, index) => {
        const isEditable = canEdit(object, field);
        const classes = [
          styles.cell,
          isNumeric(field) ? styles.right : "",
          index === 0 ? `${styles.sticky} ${styles.second}` : "",
        ].join(" ");
        return (
          <div key={field.name} className={classes} role="cell" onDoubleClick={() => isEditable && setEditing(field.name)}>
            {index === 0 ? (
              <TitleLink object={object} id={row.id} name={name || t("list.no_name")} onOpen={onOpen} />
            ) : (
              <FieldValue field={field} value={row[field.name]} compact />
            )}
            {isEditable && editing !== field.name && (
              <button
                type="button"
                className={styles.edit}
                tabIndex={-1}
                aria-label={t("list.edit_cell", { field: field.label, name })}
                onClick={() => setEditing(field.name)}
              >
                <EditOutlined />
              </button>
            )}
            {editing === field.name && (
              <Suspense fallback={null}>
                <CellEditor object={object} field={field} row={row} onClose={() => setEditing(null)} />
              </Suspense>
            )}
          </div>
        );
      })}
    </div>
  );
});

/** A plain click opens the side drawer; a new tab gets the full page. */
function TitleLink({ object, id, name, onOpen }: { object: WireObject; id: string; name: string; onOpen: (id: string) => void }) {
  const company = useCompany();
  return (
    <Link
      to="/$company/$path/$id"
      params={{ company, path: object.path, id }}
      className={styles.title}
      title={name}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpen(id);
      }}
    >
      {name}
    </Link>
  );
}

const NOT_IN_A_CELL = new Set<WireField["type"]>([
  ...(["address", "anyReference", "file", "image", "json"] as const),
  ...(["rollup", "autoNumber", "state", "age"] as const),
]);

function canEdit(object: WireObject, field: WireField): boolean {
  return object.may.update && !field.readOnly && !field.masked && !field.system && !NOT_IN_A_CELL.has(field.type);
}
