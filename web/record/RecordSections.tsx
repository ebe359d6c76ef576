import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { useState } from "react";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { fieldsOf, useMe } from "../ui/data/model.ts";
import { needsRate, withRate } from "../ui/fields/rate.ts";
import { Panel } from "../ui/Panel.tsx";
import { EditableField } from "./EditableField.tsx";
import styles from "./RecordSections.module.css";

const KEPT_AS = "kehai.sections";

/** What the record is, in the sections of its layout, each value edited where it stands. */
export function RecordSections({ object, record }: { object: WireObject; record: WireRecord }) {
  const { company } = useMe();
  const isForeign = needsRate(object, record.currency, company.currency);
  const shown = (names: readonly string[]) => (isForeign ? withRate(object, fieldsOf(object, names)) : fieldsOf(object, names));
  const origin = fieldsOf(object, ["createdBy", "createdAt", "updatedBy", "updatedAt"]);
  return (
    <Panel flush>
      {object.form.map((section) => (
        <Section
          key={section.name}
          object={object}
          record={record}
          name={section.name}
          label={section.label}
          fields={shown(section.fields)}
        />
      ))}
      <Section object={object} record={record} name="system" label={originLabel(object)} fields={origin} isFolded />
    </Panel>
  );
}

function originLabel(object: WireObject): string {
  const [created, updated] = fieldsOf(object, ["createdAt", "updatedAt"]);
  return [created?.label, updated?.label].filter(Boolean).join(" · ");
}

type SectionProps = {
  object: WireObject;
  record: WireRecord;
  name: string;
  label: string;
  fields: WireField[];
  isFolded?: boolean;
};

function Section({ object, record, name, label, fields, isFolded = false }: SectionProps) {
  const key = `${object.name}.${name}`;
  const [isOpen, setOpen] = useState(() => openSections()[key] ?? !isFolded);
  if (fields.length === 0) return null;
  const toggle = () => {
    localStorage.setItem(KEPT_AS, JSON.stringify({ ...openSections(), [key]: !isOpen }));
    setOpen(!isOpen);
  };
  return (
    <section className={styles.section}>
      <h2 style={{ font: "inherit" }}>
        <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={toggle}>
          <span>{isOpen ? <DownOutlined /> : <RightOutlined />}</span>
          <span>{label}</span>
        </button>
      </h2>
      {isOpen && (
        <div className={styles.fields}>
          {fields.map((field) => (
            <EditableField key={field.name} object={object} field={field} record={record} />
          ))}
        </div>
      )}
    </section>
  );
}

function openSections(): Record<string, boolean> {
  return JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
}
