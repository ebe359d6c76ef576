import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject } from "#engine/wire.ts";
import { useModel } from "../ui/data/model.ts";
import { OptionsEditor } from "./OptionsEditor.tsx";
import styles from "./Settings.module.css";

type Picklist = { key: string; object: WireObject; field: WireField };

/** Stages and picklists: the options of any choice field. */
export function OptionsSection() {
  const { t } = useTranslation();
  const { objects } = useModel();
  const navigate = useNavigate();
  const { list } = useSearch({ strict: false }) as { list?: string };
  const lists = objects.flatMap(picklistsOf);
  const current = lists.find(({ key }) => key === list) ?? lists.find(isStages) ?? lists[0];
  if (!current) return null;

  const groups = [...new Set(lists.map(({ object }) => object))].map((object) => ({
    label: object.label,
    options: lists
      .filter((one) => one.object === object)
      .map(({ key, field }) => ({ value: key, label: `${object.label} · ${field.label}` })),
  }));
  return (
    <>
      <Select
        className={styles.picklist ?? ""}
        aria-label={t("settings.options.list")}
        value={current.key}
        showSearch={{ optionFilterProp: "label" }}
        options={groups}
        onChange={(key) => void navigate({ to: ".", search: { list: key } } as never)}
      />
      <OptionsEditor
        key={`${current.key}:${JSON.stringify(current.field.options)}`}
        object={current.object}
        field={current.field}
      />
    </>
  );
}

function picklistsOf(object: WireObject): Picklist[] {
  return object.fields
    .filter((field) => field.options !== undefined && (field.type === "choice" || field.type === "multiChoice"))
    .filter((field) => field.name !== "recordType" && !field.internal && !field.optionsOf)
    .map((field) => ({ key: `${object.name}.${field.name}`, object, field }));
}

/** The list a board is drawn by is the one most often set. */
function isStages({ object, field }: Picklist): boolean {
  return object.board?.by === field.name;
}
