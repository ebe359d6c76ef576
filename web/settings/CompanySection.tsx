import { useTranslation } from "react-i18next";
import { useMe } from "../ui/data/model.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Settings.module.css";

export function CompanySection() {
  const { t } = useTranslation();
  const { company } = useMe();
  const facts = { name: company.name, slug: company.slug, zone: company.zone, currency: company.currency };
  return (
    <Panel>
      <dl className={styles.facts}>
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{t(`settings.company.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>{t("settings.company.fixed")}</p>
    </Panel>
  );
}
