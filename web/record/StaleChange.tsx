import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { formatAgo } from "../ui/format.ts";
import styles from "./StaleChange.module.css";

type StaleChangeProps = { object: WireObject; before: WireRecord; current: WireRecord; changes: Record<string, unknown> };

/** What the other person changed, beside what I wanted to write. */
export function StaleChange({ object, before, current, changes }: StaleChangeProps) {
  const { t } = useTranslation();
  const touched = object.fields.filter(
    (field) =>
      !field.internal &&
      field.name !== "updatedAt" &&
      field.name !== "updatedBy" &&
      (differs(before[field.name], current[field.name]) || field.key in changes),
  );
  return (
    <div>
      <p>
        {t("stale.text", {
          name: current.updatedBy?.title ?? t("stale.somebody"),
          when: current.updatedAt ? formatAgo(current.updatedAt) : "",
        })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("stale.field")}</th>
            <th>{t("stale.now")}</th>
            <th>{t("stale.yours")}</th>
          </tr>
        </thead>
        <tbody>
          {touched.map((field) => (
            <tr key={field.name}>
              <td>{field.label}</td>
              <td>
                <FieldValue field={field} value={current[field.name]} linked={false} />
              </td>
              <td>
                {field.key in changes ? <FieldValue field={field} value={shown(changes[field.key])} linked={false} /> : "—"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function differs(before: unknown, after: unknown): boolean {
  return before !== undefined && after !== undefined && JSON.stringify(before) !== JSON.stringify(after);
}

function shown(value: unknown): unknown {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? { id: value, title: "…" } : value;
}
