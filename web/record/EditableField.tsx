import { EditOutlined } from "@ant-design/icons";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { inputValue, knownOf } from "../ui/fields/values.ts";
import { CurrencyEditor } from "./CurrencyEditor.tsx";
import { KeepButtons } from "./KeepButtons.tsx";
import styles from "./RecordSections.module.css";
import { useSaveField } from "./save-field.ts";

/** Types whose choice is the answer: no further key is needed to keep it. */
const AT_ONCE = new Set<WireField["type"]>(["choice", "boolean", "reference", "date"]);
/** Types with several parts or lines: kept by a button, since Enter and leaving a part mean something else there. */
const BY_BUTTON = new Set<WireField["type"]>([
  "longText",
  "richText",
  "address",
  "multiChoice",
  "multiReference",
  "anyReference",
  "dateTime",
  "file",
  "image",
]);
/** Their values are links: a click follows them, and the pencil edits. */
const LINKED = new Set<WireField["type"]>(["reference", "anyReference", "phone", "email", "url", "file", "image", "address"]);

export function EditableField({ object, field, record }: { object: WireObject; field: WireField; record: WireRecord }) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const id = useId();
  const Edit = field.name === "currency" ? CurrencyEditor : Editor;
  const isClosed = record.can?.otherFields !== undefined && !field.staysOpen;
  const mayEdit = record.can ? record.can.update === true && !isClosed : object.may.update;
  const canEdit = mayEdit && !field.readOnly && !field.masked && !field.handedBy;
  return (
    <div className={styles.field}>
      <label className={styles.label} id={`${id}-label`} htmlFor={isEditing ? id : undefined} title={field.help}>
        {field.label}
      </label>
      <div className={styles.value}>
        {isEditing ? (
          <Edit id={id} object={object} field={field} record={record} onClose={() => setEditing(false)} />
        ) : (
          <Shown
            field={field}
            value={record[field.name]}
            canEdit={canEdit}
            label={t("record.edit_field", { field: field.label })}
            onEdit={() => setEditing(true)}
          />
        )}
      </div>
    </div>
  );
}

type ShownProps = { field: WireField; value: unknown; canEdit: boolean; label: string; onEdit: () => void };

function Shown({ field, value, canEdit, label, onEdit }: ShownProps) {
  if (!canEdit) {
    return (
      <div className={styles.fixed}>
        <FieldValue field={field} value={value} />
      </div>
    );
  }
  const isLink = LINKED.has(field.type) && field.to !== "user" && value !== null && value !== undefined && value !== "";
  if (isLink) {
    return (
      <div className={styles.wrap}>
        <div className={styles.fixed}>
          <FieldValue field={field} value={value} />
        </div>
        <button type="button" className={styles.pencil} aria-label={label} onClick={onEdit}>
          <EditOutlined />
        </button>
      </div>
    );
  }
  return (
    <button type="button" className={styles.shown} onClick={onEdit}>
      <span className="visually-hidden">{label} </span>
      <FieldValue field={field} value={value} linked={false} />
    </button>
  );
}

type EditorProps = { id: string; object: WireObject; field: WireField; record: WireRecord; onClose: () => void };

function Editor({ id, object, field, record, onClose }: EditorProps) {
  const before = inputValue(field, record);
  const [value, setValue] = useState<unknown>(before);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { save, isBusy } = useSaveField(object, setRefusal);
  const isByButton = BY_BUTTON.has(field.type);

  // A date is told in the moment it is left.
  const latest = useRef(before);

  // Enter keeps, and so does the loss of focus that follows it: one of them is enough.
  const isKeeping = useRef(false);

  const keep = async (next: unknown) => {
    if (isKeeping.current) return;
    isKeeping.current = true;
    setRefusal(null);
    const isSame = JSON.stringify(next ?? null) === JSON.stringify(before ?? null);
    const isKept = isSame || (await save(record, { [field.key]: next }));
    isKeeping.current = false;
    if (isKept) onClose();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
    if (event.key === "Enter" && (!isByButton || event.ctrlKey || event.metaKey)) void keep(value);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only catches keys of the control inside
    <div onKeyDown={onKey}>
      <FieldInput
        id={id}
        field={field}
        value={value}
        known={knownOf(field, record)}
        currency={record.currency ?? undefined}
        recordType={record.recordType}
        status={refusal === null ? undefined : "error"}
        autoFocus
        small={AT_ONCE.has(field.type) && field.type !== "boolean"}
        onChange={(next) => {
          latest.current = next;
          setValue(next);
          setRefusal(null);
          if (AT_ONCE.has(field.type)) void keep(next);
        }}
        {...(isByButton ? {} : { onBlur: () => refusal === null && void keep(latest.current) })}
      />
      {refusal !== null && (
        <div role="alert" className={styles.refusal}>
          {refusal}
        </div>
      )}
      {isByButton && (
        <div className={styles.keep}>
          <KeepButtons isBusy={isBusy} onKeep={() => void keep(value)} onClose={onClose} />
        </div>
      )}
    </div>
  );
}
