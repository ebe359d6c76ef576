import { type KeyboardEvent, useRef, useState } from "react";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { useSaveField } from "../record/save-field.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { inputValue, knownOf } from "../ui/fields/values.ts";
import styles from "./RecordTable.module.css";

const AT_ONCE = new Set<WireField["type"]>(["choice", "boolean", "reference", "date"]);

/** One cell as a form: Enter or leaving keeps, Esc drops. */
export function CellEditor({
  object,
  field,
  row,
  onClose,
}: {
  object: WireObject;
  field: WireField;
  row: WireRecord;
  onClose: () => void;
}) {
  const before = inputValue(field, row);
  const [value, setValue] = useState(before);
  const { save, isBusy } = useSaveField(object);

  // A date is told in the moment it is left.
  const latest = useRef(before);

  // Enter keeps, and so does the loss of focus that follows it: one of them is enough.
  const isKeeping = useRef(false);

  const keep = async (next: unknown) => {
    if (isKeeping.current) return;
    isKeeping.current = true;
    const isSame = JSON.stringify(next ?? null) === JSON.stringify(before ?? null);
    const isKept = isSame || (await save(row, { [field.key]: next }));
    isKeeping.current = false;
    if (isKept) onClose();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    if (event.key === "Enter" && !(field.type === "longText" && event.shiftKey)) void keep(value);
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only catches keys of the control inside
    <div className={styles.editor} onKeyDown={onKey} onDoubleClick={(event) => event.stopPropagation()}>
      <FieldInput
        field={field}
        value={value}
        known={knownOf(field, row)}
        currency={row.currency ?? undefined}
        recordType={row.recordType}
        disabled={isBusy}
        autoFocus
        small
        onChange={(next) => {
          latest.current = next;
          setValue(next);
          if (AT_ONCE.has(field.type)) void keep(next);
        }}
        onBlur={() => void keep(latest.current)}
      />
    </div>
  );
}
