import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField } from "#engine/wire.ts";
import { Chip } from "../ui/Chip.tsx";
import { useModel } from "../ui/data/model.ts";
import { Panel } from "../ui/Panel.tsx";
import { AddFieldDrawer } from "./AddFieldDrawer.tsx";
import { RenameFieldDialog } from "./RenameFieldDialog.tsx";
import { governed } from "./role-permissions.ts";
import styles from "./Settings.module.css";

/** The fields of an object; the company adds its own, usable from the next moment on. */
export function FieldsSection() {
  const { t } = useTranslation();
  const { objects } = useModel();
  const navigate = useNavigate();
  const { object: asked } = useSearch({ strict: false }) as { object?: string };
  const [isAdding, setAdding] = useState(false);
  const [renaming, rename] = useState<WireField | null>(null);
  const choices = governed(objects).filter((object) => !object.readOnly);
  const object = choices.find((one) => one.name === asked) ?? choices[0];
  if (!object) return null;

  const shown = object.fields.filter((field) => !field.internal && !field.system);
  return (
    <>
      <div className={styles.row}>
        <Select
          className={styles.picklist ?? ""}
          aria-label={t("settings.fields.object")}
          value={object.name}
          options={choices.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(name) => void navigate({ to: ".", search: { object: name } } as never)}
        />
        <span className={styles.grow} />
        <Button type="primary" onClick={() => setAdding(true)}>
          {t("settings.fields.add")}
        </Button>
      </div>
      <Panel title={t("settings.fields.of", { object: object.label })} flush>
        <Table<WireField>
          size="small"
          rowKey="name"
          dataSource={[...shown.filter((field) => field.custom), ...shown.filter((field) => !field.custom)]}
          pagination={false}
          scroll={{ x: "max-content" }}
          columns={[
            { title: t("settings.fields.label"), rowScope: "row", render: (_, field) => field.label },
            { title: t("settings.fields.type"), render: (_, field) => t(`settings.fields.types.${field.type}`) },
            { title: t("settings.fields.required"), render: (_, field) => (field.required ? t("value.yes") : "") },
            {
              title: t("settings.fields.origin"),
              render: (_, field) =>
                field.custom ? (
                  <Chip label={t("settings.fields.custom")} tone="progress" />
                ) : (
                  <span className={styles.quiet}>{t("settings.fields.shipped")}</span>
                ),
            },
            {
              title: t("settings.actions"),
              align: "right",
              render: (_, field) =>
                field.custom && (
                  <Button
                    size="small"
                    onClick={() => rename(field)}
                    aria-label={t("settings.fields.edit", { name: field.label })}
                  >
                    {t("settings.edit")}
                  </Button>
                ),
            },
          ]}
        />
      </Panel>
      {isAdding && <AddFieldDrawer object={object} onClose={() => setAdding(false)} />}
      {renaming && <RenameFieldDialog object={object} field={renaming} onClose={() => rename(null)} />}
    </>
  );
}
