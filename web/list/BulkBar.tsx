import { CloseOutlined, DeleteOutlined, EditOutlined, ExportOutlined, MoreOutlined, TagOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireAction, WireObject, WireRecord } from "#engine/wire.ts";
import { ActionDialog } from "../ui/ActionDialog.tsx";
import { useCount } from "../ui/data/records.ts";
import styles from "./BulkBar.module.css";
import { BulkEditDialog } from "./BulkEditDialog.tsx";
import { type Targets, useBulk } from "./bulk.ts";
import { useExport } from "./export.ts";
import type { ListState } from "./list-state.ts";

type BulkBarProps = {
  object: WireObject;
  state: ListState;
  ids: string[];
  rows: WireRecord[];
  areAllPicked: boolean;
  onDone: () => void;
};

const MOST_BUTTONS = 2;

/** What may be done with all picked rows at once, or with everything the list would show. */
export function BulkBar({ object, state, ids, rows, areAllPicked, onDone }: BulkBarProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [asked, setAsked] = useState<WireAction | "edit" | "tag" | null>(null);
  const [isWhole, setWhole] = useState(false);
  const total = useCount(
    object.name,
    { ...(state.filter ? { filter: state.filter } : {}), ...(state.q ? { q: state.q } : {}) },
    areAllPicked,
  );
  const bulk = useBulk(object, onDone);
  const exporting = useExport(object);

  const canTakeWhole = areAllPicked && state.filter !== undefined && state.q === "" && (total.data?.count ?? 0) > rows.length;
  const targets: Targets = isWhole && state.filter ? { filter: state.filter } : { ids };
  const count = isWhole ? (total.data?.count ?? ids.length) : ids.length;
  const actions = object.actions.filter((action) => action.onMany && !action.hidden);
  const hasTags = object.fields.some((field) => field.name === "tags" && !field.readOnly);
  const remove = () =>
    modal.confirm({
      title: t("bulk.delete_ask", { count, objects: object.plural }),
      content: t("bulk.delete_text"),
      okText: t("action.delete"),
      okButtonProps: { danger: true },
      onOk: () => bulk.act("delete", targets, {}, t("action.delete")),
    });
  const onMenu = (key: string) => {
    if (key === "delete") return void remove();
    if (key === "export")
      return void exporting.run({
        ...("ids" in targets ? { ids } : { filter: targets.filter }),
        sort: state.sort,
        columns: state.columns,
      });
    if (key === "tag") return setAsked("tag");
    setAsked(actions.find((action) => action.name === key) ?? null);
  };
  const items = [
    ...actions.slice(MOST_BUTTONS).map((action) => ({ key: action.name, label: action.label, danger: action.tone === "danger" })),
    ...(hasTags && object.may.update ? [{ key: "tag", icon: <TagOutlined />, label: t("bulk.tag") }] : []),
    ...(object.may.export ? [{ key: "export", icon: <ExportOutlined />, label: t("list.export") }] : []),
    ...(object.may.delete ? [{ key: "delete", icon: <DeleteOutlined />, label: t("action.delete"), danger: true }] : []),
  ];
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("bulk.bar")}>
      <span className={styles.count} role="status">
        {t("bulk.picked", { count })}
      </span>
      {canTakeWhole && !isWhole && (
        <button type="button" className={styles.all} onClick={() => setWhole(true)}>
          {t(total.data?.exact ? "bulk.take_all" : "bulk.take_all_about", { count: total.data?.count ?? 0 })}
        </button>
      )}
      <span className={styles.sep} />
      {object.may.update && !isWhole && (
        <Button icon={<EditOutlined />} onClick={() => setAsked("edit")}>
          {t("bulk.edit")}
        </Button>
      )}
      {actions.slice(0, MOST_BUTTONS).map((action) => (
        <Button key={action.name} onClick={() => setAsked(action)}>
          {action.label}
        </Button>
      ))}
      {items.length > 0 && (
        <Dropdown trigger={["click"]} placement="topRight" menu={{ items, onClick: ({ key }) => onMenu(key) }}>
          <Button icon={<MoreOutlined />} aria-label={t("list.more")} loading={bulk.isBusy || exporting.isBusy} />
        </Dropdown>
      )}
      <Button type="text" icon={<CloseOutlined />} aria-label={t("bulk.none")} onClick={onDone} />
      {(asked === "edit" || asked === "tag") && (
        <BulkEditDialog
          object={object}
          count={count}
          only={asked === "tag" ? "tags" : undefined}
          save={(values) =>
            asked === "tag" ? bulk.addTags(ids, (values.tagsIds ?? []) as string[], rows) : bulk.edit(ids, values, rows)
          }
          onClose={() => setAsked(null)}
        />
      )}
      {asked !== null && typeof asked === "object" && (
        <ActionDialog
          object={object}
          action={asked}
          title={t("bulk.action_title", { action: asked.label, count })}
          perform={(input) => bulk.act(asked.name, targets, input, asked.label)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
