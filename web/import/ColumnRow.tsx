import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnMapping, DateFormat, ImportColumn, ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import styles from "./Import.module.css";
import { added, mapped, mappingsOf, pathsOf, replaced, targetOf } from "./mapping.ts";
import { Transforms } from "./Transforms.tsx";

const SAMPLES = 3;

type ColumnRowProps = {
  view: ImportView;
  column: ImportColumn;
  mapping: ImportMapping;
  onChange(mapping: ImportMapping): void;
};

export function ColumnRow({ view, column, mapping, onChange }: ColumnRowProps) {
  const { t } = useTranslation();
  const own = mappingsOf(mapping, column.index);
  const samples = [...new Set(view.sample.map((row) => row[column.index] ?? "").filter((text) => text !== ""))].slice(0, SAMPLES);
  const add = (path: string) => onChange(added(mapping, mapped(view, column.index, path)));

  return (
    <tr>
      <th scope="row">
        <div>{column.header}</div>
        <div className={styles.quiet}>
          {t(`import.columnType.${column.type}`)}
          {column.empty > 0 && column.type !== "empty" && ` · ${t("import.emptyCells", { count: column.empty })}`}
        </div>
      </th>
      <td className={styles.samples}>
        {samples.map((text) => (
          <div key={text}>{text}</div>
        ))}
      </td>
      <td>
        <div className={styles.targets}>
          {own.map((one) => (
            <MappedTo
              key={one.path}
              view={view}
              column={column}
              mapping={mapping}
              one={one}
              onChange={(next) => onChange(replaced(mapping, one, next))}
            />
          ))}
          {own.length === 0 && (
            <TargetSelect
              view={view}
              mapping={mapping}
              label={t("import.targetOf", { column: column.header })}
              placeholder={t("import.ignored")}
              value={null}
              onPick={(path) => path && add(path)}
            />
          )}
          {own.length > 0 && <AddTarget view={view} mapping={mapping} header={column.header} onPick={add} />}
        </div>
      </td>
    </tr>
  );
}

type MappedToProps = {
  view: ImportView;
  column: ImportColumn;
  mapping: ImportMapping;
  one: ColumnMapping;
  onChange(next: ColumnMapping | null): void;
};

function MappedTo({ view, column, mapping, one, onChange }: MappedToProps) {
  const { t } = useTranslation();
  const target = targetOf(view, one.path);
  const isDate = target?.type === "date" || target?.type === "dateTime";
  return (
    <div className={styles.target}>
      <TargetSelect
        view={view}
        mapping={mapping}
        label={t("import.targetOf", { column: column.header })}
        placeholder={t("import.ignored")}
        value={one.path}
        onPick={(path) => onChange(path ? mapped(view, column.index, path) : null)}
      />
      {target?.lookups && target.lookups.length > 1 && (
        <Select
          size="small"
          variant="filled"
          aria-label={t("import.lookupOf", { field: target.label })}
          value={one.lookup ?? target.lookups[0]!.field}
          popupMatchSelectWidth={false}
          options={target.lookups.map(({ field, label }) => ({ value: field, label: t("import.byLookup", { label }) }))}
          onChange={(lookup) => onChange({ ...one, lookup })}
        />
      )}
      {isDate && column.dateFormats.length > 0 && (
        <Select<DateFormat>
          size="small"
          variant="filled"
          aria-label={t("import.dateFormatOf", { field: target.label })}
          value={one.dateFormat ?? column.dateFormats[0]!}
          disabled={column.dateFormats.length === 1}
          popupMatchSelectWidth={false}
          options={column.dateFormats.map((format) => ({ value: format, label: t(`import.dateFormat.${format}`) }))}
          onChange={(dateFormat) => onChange({ ...one, dateFormat })}
        />
      )}
      <Transforms one={one} label={target?.label ?? one.path} onChange={(transforms) => onChange({ ...one, transforms })} />
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t("import.ignoreTarget", { column: column.header, field: target?.label ?? one.path })}
        onClick={() => onChange(null)}
      />
    </div>
  );
}

type TargetSelectProps = {
  view: ImportView;
  mapping: ImportMapping;
  label: string;
  placeholder: string;
  value: string | null;
  onPick(path: string | undefined): void;
};

/** Fields by kind: what must be given first, then the rest, children, and what only a migration may set. */
export function TargetSelect({ view, mapping, label, placeholder, value, onPick }: TargetSelectProps) {
  const { t } = useTranslation();
  const taken = pathsOf(mapping);
  const groups = {
    required: view.targets.filter((target) => target.required),
    fields: view.targets.filter((target) => !target.required && !target.migration && !target.path.includes(".")),
    children: view.targets.filter((target) => !target.migration && target.path.includes(".")),
    migration: mapping.migrating ? view.targets.filter((target) => target.migration) : [],
  };
  const options = Object.entries(groups)
    .filter(([, targets]) => targets.length > 0)
    .map(([name, targets]) => ({
      label: t(`import.targets.${name}`),
      options: targets.map((target) => ({
        value: target.path,
        label: target.required ? `${target.label} *` : target.label,
        className: taken.has(target.path) && target.path !== value ? (styles.taken ?? "") : "",
      })),
    }));
  return (
    <Select
      className={styles.field ?? ""}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={false}
      options={options}
      onChange={(path: string | null | undefined) => onPick(path ?? undefined)}
    />
  );
}

type AddTargetProps = { view: ImportView; mapping: ImportMapping; header: string; onPick(path: string): void };

/** Most columns go to one field, so the second choice stays folded until it is asked for. */
function AddTarget({ view, mapping, header, onPick }: AddTargetProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const label = t("import.alsoTo", { column: header });
  if (!isOpen) {
    return (
      <Button
        size="small"
        type="text"
        className={styles.add ?? ""}
        icon={<PlusOutlined />}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {t("import.also")}
      </Button>
    );
  }
  const pick = (path: string | undefined) => {
    setOpen(false);
    if (path) onPick(path);
  };
  return <TargetSelect view={view} mapping={mapping} label={label} placeholder={t("import.also")} value={null} onPick={pick} />;
}
