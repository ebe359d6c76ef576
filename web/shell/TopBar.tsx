import { LeftOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Link, useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { Button, Dropdown, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { NotificationBell } from "../notifications/NotificationBell.tsx";
import { useMe, useModel } from "../ui/data/model.ts";
import { ObjectIcon } from "../ui/ObjectIcon.tsx";
import { useIsPhone } from "../ui/screen.ts";
import { areaGroups } from "./areas.ts";
import { CompanySwitch } from "./CompanySwitch.tsx";
import { PersonMenu } from "./PersonMenu.tsx";
import styles from "./TopBar.module.css";

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const { company } = useMe();
  const router = useRouter();
  // Beyond a tab's own page there is a way back, also where the browser shows none.
  const isDeep = useLocation().pathname.split("/").filter(Boolean).length > 2;
  if (isPhone) {
    return (
      <>
        {isDeep && (
          <Button type="text" icon={<LeftOutlined />} aria-label={t("action.go_back")} onClick={() => router.history.back()} />
        )}
        <Link to="/$company" params={{ company: company.slug }} className={styles.brand}>
          {!isDeep && <img src="/favicon.svg" alt="" />}
          <span>{company.name}</span>
        </Link>
        <Button type="text" icon={<SearchOutlined />} aria-label={t("shell.search")} onClick={onSearch} />
        <QuickCreate />
        <NotificationBell />
      </>
    );
  }
  return (
    <>
      <button
        type="button"
        className={styles.search}
        onClick={onSearch}
        aria-label={`${t("shell.search")} ${t("shell.search_hint")}`}
      >
        <SearchOutlined />
        <span className={styles.hint}>{t("shell.search_hint")}</span>
        <span className={styles.key} aria-hidden="true" data-key="/" />
      </button>
      <div className={styles.gap} />
      <QuickCreate />
      <NotificationBell />
      <CompanySwitch />
      <PersonMenu />
    </>
  );
}

function QuickCreate() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const { objects } = useModel();
  const offered = areaGroups(objects)
    .flatMap((group) => group.objects)
    .filter((object) => object.may.create && !object.readOnly);
  if (offered.length === 0) return null;
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        items: offered.map((object) => ({
          key: object.name,
          icon: <ObjectIcon object={object} />,
          label: t("action.create_object", { object: object.label }),
        })),
        onClick: ({ key }) =>
          void navigate({ to: ".", search: (before: Record<string, unknown>) => ({ ...before, create: key }) } as never),
      }}
    >
      <Tooltip title={t("shell.create")} placement="left">
        <Button type={isPhone ? "text" : "default"} icon={<PlusOutlined />} aria-label={t("shell.create")} />
      </Tooltip>
    </Dropdown>
  );
}
