import { ExportOutlined, ImportOutlined, MoreOutlined, PlusOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { useMe } from "../ui/data/model.ts";
import { useIsPhone } from "../ui/screen.ts";
import { useExport } from "./export.ts";
import styles from "./ListPage.module.css";
import type { ListState } from "./list-state.ts";

/** What the list as a whole offers: a new record, a file in, a file out. */
export function ListActions({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const { company } = useMe();
  const { run, isBusy } = useExport(object);
  const exportAll = () =>
    void run({ ...(state.filter ? { filter: state.filter } : {}), q: state.q, sort: state.sort, columns: state.columns });
  const importFile = () =>
    void navigate({ to: "/$company/import", params: { company: company.slug }, search: { object: object.name } });
  const create = () =>
    void navigate({ to: ".", search: (before: Record<string, unknown>) => ({ ...before, create: object.name }) } as never);

  const items = [
    ...(object.may.import ? [{ key: "import", icon: <ImportOutlined />, label: t("list.import") }] : []),
    ...(object.may.export ? [{ key: "export", icon: <ExportOutlined />, label: t("list.export"), disabled: isBusy }] : []),
  ];
  return (
    <>
      {items.length > 0 && (
        <Dropdown
          trigger={["click"]}
          placement="bottomRight"
          menu={{ items, onClick: ({ key }) => (key === "import" ? importFile() : exportAll()) }}
        >
          <Button icon={<MoreOutlined />} loading={isBusy} aria-label={t("list.more")} />
        </Dropdown>
      )}
      {object.may.create && !object.readOnly && (
        <Button
          type="primary"
          icon={<PlusOutlined />}
          className={isPhone ? (styles.float ?? "") : ""}
          onClick={create}
          {...(isPhone ? { "aria-label": t("action.create_object", { object: object.label }) } : {})}
        >
          {isPhone ? null : t("action.create_object", { object: object.label })}
        </Button>
      )}
    </>
  );
}
