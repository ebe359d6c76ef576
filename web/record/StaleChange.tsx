import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { useObject } from "../ui/data/model.ts";
import { useRecords } from "../ui/data/records.ts";
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
              <td>{field.key in changes ? <Wanted field={field} value={changes[field.key]} /> : "—"}</td>
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

/** The value I wanted to write. A choice is known by its id; it is named as it is where it stands already. */
function Wanted({ field, value }: { field: WireField; value: unknown }) {
  const chosen = referencesIn(field, value);
  const target = useObject(chosen[0]?.object ?? "");
  const title = target?.title ?? "";
  const ids = chosen.map(({ id }) => id);
  const filter = { field: "id", op: "in", value: ids } as const;
  const found = useRecords(target?.name ?? "", { filter, fields: [title], limit: ids.length }, ids.length > 0);
  if (ids.length === 0) return <FieldValue field={field} value={value} linked={false} />;
  if (found.isLoading) return <Skeleton.Input active size="small" />;
  const names = new Map(found.data?.items.map((record) => [record.id, String(record[title])]));
  const named = chosen.map((one) => ({ ...one, title: names.get(one.id) ?? null }));
  return <FieldValue field={field} value={field.type === "multiReference" ? named : named[0]} linked={false} />;
}

function referencesIn(field: WireField, value: unknown): { object: string; id: string }[] {
  if (value === null || value === undefined) return [];
  switch (field.type) {
    case "anyReference":
      return [value as { object: string; id: string }];
    case "multiReference":
      return (value as string[]).map((id) => ({ object: field.to ?? "", id }));
    case "reference":
    case "file":
    case "image":
      return [{ object: field.to ?? "file", id: String(value) }];
    default:
      return [];
  }
}
