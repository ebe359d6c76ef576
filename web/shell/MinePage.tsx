import { BarChartOutlined, PrinterOutlined, SettingOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Menu } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMaySet } from "../settings/use-sections.ts";
import { useMe, useModel } from "../ui/data/model.ts";
import { ObjectIcon } from "../ui/ObjectIcon.tsx";
import { Page } from "../ui/Page.tsx";
import { Person } from "../ui/Person.tsx";
import { areaGroups } from "./areas.ts";
import { CompanySwitch } from "./CompanySwitch.tsx";
import styles from "./MinePage.module.css";
import { PasswordDialog } from "./PasswordDialog.tsx";
import { usePersonItems } from "./person-items.tsx";

/** The phone's last tab: who I am, everything else I may use, my own settings. */
export function MinePage() {
  const { t } = useTranslation();
  const { user, company } = useMe();
  const maySet = useMaySet();
  const { objects } = useModel();
  const [isChanging, setChanging] = useState(false);
  const menu = usePersonItems(() => setChanging(true));
  const slug = company.slug;
  return (
    <Page title={t("area.mine")} actions={<CompanySwitch />}>
      <div className={styles.who}>
        <Person name={user.name} large />
      </div>
      {areaGroups(objects).map((group) => (
        <section key={group.area}>
          <h2 className={styles.heading}>{t(`area.${group.area}`, { defaultValue: group.area })}</h2>
          <div className={styles.grid}>
            {group.objects.map((object) => (
              <Tile
                key={object.name}
                to={`/${slug}/${object.path}`}
                icon={<ObjectIcon object={object} />}
                label={object.plural}
              />
            ))}
            {group.papers.map(({ path, label }) => (
              <Tile key={path} to={`/${slug}/${path}`} icon={<PrinterOutlined />} label={label} />
            ))}
          </div>
        </section>
      ))}
      <section>
        <h2 className={styles.heading}>{t("area.company")}</h2>
        <div className={styles.grid}>
          <Tile to={`/${slug}/reports`} icon={<BarChartOutlined />} label={t("area.reports")} />
          {maySet && <Tile to={`/${slug}/settings`} icon={<SettingOutlined />} label={t("area.settings")} />}
        </div>
      </section>
      <Menu mode="inline" selectable={false} {...menu} style={{ borderRadius: 8 }} />
      {isChanging && <PasswordDialog onClose={() => setChanging(false)} />}
    </Page>
  );
}

function Tile({ to, icon, label }: { to: string; icon: ReactNode; label: string }) {
  return (
    <Link to={to} className={styles.tile} aria-label={label}>
      <span>{icon}</span>
      <span>{label}</span>
    </Link>
  );
}
