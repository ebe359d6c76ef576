import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { type FieldRule, type FieldRules, RULES } from "./role-permissions.ts";
import styles from "./Settings.module.css";

type EditorProps = { objects: WireObject[]; rules: FieldRules; disabled: boolean; onChange(rules: FieldRules): void };

/** Fields a role sees less of: read only, masked or not at all. */
export function FieldRulesEditor({ objects, rules, disabled, onChange }: EditorProps) {
  const { t } = useTranslation();
  const stated = Object.entries(rules).flatMap(([object, fields]) =>
    Object.entries(fields).map(([field, rule]) => ({ object, field, rule })),
  );
  const set = (object: string, field: string, rule: FieldRule | undefined) => {
    const { [field]: _, ...rest } = rules[object] ?? {};
    onChange({ ...rules, [object]: rule === undefined ? rest : { ...rest, [field]: rule } });
  };
  const labelOf = (object: string, field: string) => {
    const known = objects.find((one) => one.name === object);
    return [known?.label ?? object, known?.fields.find((one) => one.name === field)?.label ?? field];
  };

  return (
    <div className={styles.stack}>
      {stated.map(({ object, field, rule }) => (
        <div key={`${object}.${field}`} className={styles.row}>
          <span className={styles.grow}>{labelOf(object, field).join(" · ")}</span>
          <Select
            size="small"
            aria-label={labelOf(object, field).join(" ")}
            value={rule}
            disabled={disabled}
            options={RULES.map((value) => ({ value, label: t(`settings.roles.rule.${value}`) }))}
            onChange={(next) => set(object, field, next)}
          />
          <Button size="small" type="text" disabled={disabled} onClick={() => set(object, field, undefined)}>
            {t("settings.remove")}
          </Button>
        </div>
      ))}
      {!disabled && <AddRule objects={objects} onAdd={(object, field) => set(object, field, "read")} />}
    </div>
  );
}

function AddRule({ objects, onAdd }: { objects: WireObject[]; onAdd(object: string, field: string): void }) {
  const { t } = useTranslation();
  const [object, setObject] = useState<string>();
  const [field, setField] = useState<string>();
  const fields = objects.find((one) => one.name === object)?.fields.filter((one) => !one.internal) ?? [];
  return (
    <div className={styles.row}>
      <Select
        size="small"
        className={styles.scope ?? ""}
        aria-label={t("settings.roles.object")}
        placeholder={t("settings.roles.object")}
        value={object ?? null}
        options={objects.map((one) => ({ value: one.name, label: one.label }))}
        onChange={(next) => {
          setObject(next ?? undefined);
          setField(undefined);
        }}
      />
      <Select
        size="small"
        className={styles.scope ?? ""}
        aria-label={t("settings.roles.field")}
        placeholder={t("settings.roles.field")}
        value={field ?? null}
        showSearch={{ optionFilterProp: "label" }}
        options={fields.map((one) => ({ value: one.name, label: one.label }))}
        onChange={(next) => setField(next ?? undefined)}
      />
      <Button size="small" disabled={!object || !field} onClick={() => onAdd(object!, field!)}>
        {t("settings.roles.addRule")}
      </Button>
    </div>
  );
}
