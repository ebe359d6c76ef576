import { ColumnHeightOutlined, HolderOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popover, Segmented, Tooltip } from "antd";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf } from "../ui/data/model.ts";
import styles from "./ColumnChooser.module.css";
import { type Density, useDensity } from "./density.ts";
import type { ListState } from "./list-state.ts";

/** Which columns, in which order, and how tight the rows stand. */
export function ColumnChooser({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  return (
    <Popover trigger="click" placement="bottomRight" content={<Chooser object={object} state={state} />} destroyOnHidden>
      <Tooltip title={t("list.columns")}>
        <Button icon={<SettingOutlined />} aria-label={t("list.columns")} />
      </Tooltip>
    </Popover>
  );
}

function Chooser({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const [density, setDensity] = useDensity();
  const [sought, setSought] = useState("");
  const [dragged, setDragged] = useState<string | null>(null);
  const shown = fieldsOf(object, state.columns.slice(1));
  const hidden = object.fields.filter(
    (field) => !field.internal && !state.columns.includes(field.name) && field.label.toLowerCase().includes(sought.toLowerCase()),
  );
  const set = (names: string[]) => state.set({ columns: [object.title, ...names] }, true);
  const names = shown.map((field) => field.name);

  const move = (name: string, to: number) => {
    const rest = names.filter((one) => one !== name);
    rest.splice(Math.max(0, Math.min(to, rest.length)), 0, name);
    set(rest);
  };
  const onKey = (event: KeyboardEvent, name: string) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    move(name, names.indexOf(name) + step);
  };
  const onDrop = (event: DragEvent, name: string) => {
    event.preventDefault();
    if (dragged && dragged !== name) move(dragged, names.indexOf(name));
    setDragged(null);
  };
  const row = (field: WireField, isShown: boolean) => (
    <Checkbox
      checked={isShown}
      onChange={() => set(isShown ? names.filter((name) => name !== field.name) : [...names, field.name])}
    >
      {field.label}
    </Checkbox>
  );
  return (
    <div className={styles.chooser}>
      <div className={styles.density}>
        <span>
          <ColumnHeightOutlined /> {t("list.density")}
        </span>
        <Segmented<Density>
          size="small"
          value={density}
          options={[
            { value: "normal", label: t("list.density_normal") },
            { value: "compact", label: t("list.density_compact") },
          ]}
          onChange={setDensity}
        />
      </div>
      <ul className={styles.list} aria-label={t("list.columns_shown")}>
        {shown.map((field) => (
          <li
            key={field.name}
            draggable
            className={styles.item}
            onDragStart={() => setDragged(field.name)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => onDrop(event, field.name)}
            onKeyDown={(event) => onKey(event, field.name)}
          >
            <HolderOutlined className={styles.grip ?? ""} />
            {row(field, true)}
          </li>
        ))}
      </ul>
      <Input
        size="small"
        allowClear
        value={sought}
        placeholder={t("list.columns_search")}
        aria-label={t("list.columns_search")}
        onChange={(event) => setSought(event.target.value)}
      />
      <ul className={styles.list} aria-label={t("list.columns_more")}>
        {hidden.map((field) => (
          <li key={field.name} className={styles.item}>
            {row(field, false)}
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t("list.columns_hint")}</p>
    </div>
  );
}
