import { HomeOutlined, UserOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe, useModel } from "../ui/data/model.ts";
import { ObjectIcon } from "../ui/ObjectIcon.tsx";
import styles from "./PhoneTabs.module.css";

/** The objects most used on the road; the rest is found under 我的. */
const TABS = ["account", "opportunity", "lead"];

export function PhoneTabs() {
  const { t } = useTranslation();
  const { company } = useMe();
  const { byName } = useModel();
  const slug = company.slug;
  const tabs = [
    { to: `/${slug}`, icon: <HomeOutlined />, label: t("area.workbench"), exact: true },
    ...TABS.map((name) => byName.get(name))
      .filter((object) => object?.may.read)
      .map((object) => ({
        to: `/${slug}/${object!.path}`,
        icon: <ObjectIcon object={object!} />,
        label: object!.plural,
        exact: false,
      })),
    { to: `/${slug}/mine`, icon: <UserOutlined />, label: t("area.mine"), exact: false },
  ];
  return (
    <nav className={styles.tabs} aria-label={t("shell.navigation")}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className={styles.tab}
          activeOptions={{ exact: tab.exact, includeSearch: false }}
          aria-label={tab.label}
        >
          <span>{tab.icon}</span>
          <span>{tab.label}</span>
        </Link>
      ))}
    </nav>
  );
}
