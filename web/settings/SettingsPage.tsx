import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../ui/Empty.tsx";
import { useCompany } from "../ui/navigation.ts";
import { Page } from "../ui/Page.tsx";
import { useIsPhone } from "../ui/screen.ts";
import { WaitingPage } from "../ui/WaitingPage.tsx";
import styles from "./Settings.module.css";
import type { Section } from "./sections.ts";
import { useSections } from "./use-sections.ts";

const GROUPS = ["people", "business", "company", "mine"] as const;

/** Settings: a menu of what the person may set, and the section chosen in the URL. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { section } = useParams({ strict: false }) as { section?: string };
  const isPhone = useIsPhone();
  const shown = useSections();
  const current = shown.find(({ name }) => name === section) ?? (isPhone || section ? undefined : shown[0]);

  return (
    <Page
      title={current ? t(`settings.${current.name}.title`) : t("settings.title")}
      note={current && t(`settings.${current.name}.note`)}
    >
      <div className={styles.frame}>
        {!(isPhone && current) && <Menu shown={shown} current={current} />}
        <div className={styles.section}>
          {current ? (
            <Suspense fallback={<WaitingPage />}>
              <current.Screen />
            </Suspense>
          ) : (
            section !== undefined && <Empty title={t("settings.unknown")} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Menu({ shown, current }: { shown: Section[]; current: Section | undefined }) {
  const { t } = useTranslation();
  const company = useCompany();
  return (
    <nav className={styles.menu} aria-label={t("settings.title")}>
      {GROUPS.map((group) => {
        const members = shown.filter((section) => section.group === group);
        if (members.length === 0) return null;
        return (
          <div key={group}>
            <div className={styles.heading}>{t(`settings.group.${group}`)}</div>
            {members.map(({ name }) => (
              <Link
                key={name}
                to="/$company/settings/$section"
                params={{ company, section: name }}
                className={styles.item}
                {...(current?.name === name ? { "aria-current": "page" as const } : {})}
              >
                {t(`settings.${name}.title`)}
              </Link>
            ))}
          </div>
        );
      })}
    </nav>
  );
}
