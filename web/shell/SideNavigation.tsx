import {
  BarChartOutlined,
  DoubleLeftOutlined,
  DoubleRightOutlined,
  HomeOutlined,
  PrinterOutlined,
  SettingOutlined,
} from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMaySet } from "../settings/use-sections.ts";
import { useMe, useModel } from "../ui/data/model.ts";
import { ObjectIcon } from "../ui/ObjectIcon.tsx";
import { areaGroups } from "./areas.ts";
import styles from "./SideNavigation.module.css";
import { useVisited } from "./visited.ts";

/** Grouped by job, only what the person may use; favourites and what was open lately stand on top. */
export function SideNavigation({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const maySet = useMaySet();
  const { objects } = useModel();
  const slug = company.slug;
  const item = (to: string, icon: ReactNode, label: string, exact = false) => (
    <Item key={to} to={to} icon={icon} label={label} folded={folded} exact={exact} />
  );
  return (
    <nav className={folded ? `${styles.nav} ${styles.folded}` : styles.nav} aria-label={t("shell.navigation")}>
      <Link to="/$company" params={{ company: slug }} className={styles.brand} title={company.name}>
        <img src="/favicon.svg" alt="" />
        {!folded && <span>{company.name}</span>}
      </Link>
      <div className={styles.scroll}>
        <div className={styles.group}>{item(`/${slug}`, <HomeOutlined />, t("area.workbench"), true)}</div>
        {!folded && <VisitedLinks />}
        {areaGroups(objects).map(({ area, objects: members, papers }) => (
          <div key={area} className={styles.group}>
            {!folded && <div className={styles.heading}>{t(`area.${area}`, { defaultValue: area })}</div>}
            {members.map((object) => item(`/${slug}/${object.path}`, <ObjectIcon object={object} />, object.plural))}
            {papers.map(({ path, label }) => item(`/${slug}/${path}`, <PrinterOutlined />, label))}
          </div>
        ))}
        <div className={styles.group}>
          {!folded && <div className={styles.heading}>{t("area.company")}</div>}
          {item(`/${slug}/reports`, <BarChartOutlined />, t("area.reports"))}
          {maySet && item(`/${slug}/settings`, <SettingOutlined />, t("area.settings"))}
        </div>
      </div>
      <div className={styles.foot}>
        <button
          type="button"
          className={`${styles.item} ${styles.fold}`}
          onClick={onFold}
          aria-label={t(folded ? "shell.unfold" : "shell.fold")}
        >
          <span className={styles.icon}>{folded ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}</span>
          {!folded && <span className={styles.text}>{t("shell.fold")}</span>}
        </button>
      </div>
    </nav>
  );
}

type ItemProps = { to: string; icon: ReactNode; label: string; folded: boolean; exact?: boolean };

function Item({ to, icon, label, folded, exact = false }: ItemProps) {
  const link = (
    <Link to={to} className={styles.item} activeOptions={{ exact, includeSearch: false }} aria-label={label}>
      <span className={styles.icon}>{icon}</span>
      {!folded && <span className={styles.text}>{label}</span>}
    </Link>
  );
  return folded ? (
    <Tooltip title={label} placement="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

function VisitedLinks() {
  const { t } = useTranslation();
  const { company } = useMe();
  const { byName } = useModel();
  const { favourites, recent } = useVisited();
  const groups = [
    { name: "favourites", records: favourites.slice(0, 8) },
    { name: "recent", records: recent.slice(0, 4) },
  ].filter((group) => group.records.length > 0);
  return groups.map((group) => (
    <div key={group.name} className={`${styles.group} ${styles.small}`}>
      <div className={styles.heading}>{t(`shell.${group.name}`)}</div>
      {group.records.map((record) => {
        const object = byName.get(record.object);
        if (!object) return null;
        return (
          <Item
            key={record.id}
            to={`/${company.slug}/${object.path}/${record.id}`}
            icon={<ObjectIcon object={object} />}
            label={record.title}
            folded={false}
          />
        );
      })}
    </div>
  ));
}
