import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLiveChanges } from "../ui/data/live.ts";
import { useMe } from "../ui/data/model.ts";
import { useIsPhone } from "../ui/screen.ts";
import { WaitingPage } from "../ui/WaitingPage.tsx";
import { CreateLayer } from "./CreateLayer.tsx";
import { rememberCompany } from "./last-company.ts";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { OwnDialogsLayer } from "./OwnDialogsLayer.tsx";
import { PhoneTabs } from "./PhoneTabs.tsx";
import styles from "./Shell.module.css";
import { SideNavigation } from "./SideNavigation.tsx";
import { useSearchKeys } from "./search-keys.ts";
import { TopBar } from "./TopBar.tsx";

const SearchOverlay = lazy(async () => ({ default: (await import("./SearchOverlay.tsx")).SearchOverlay }));

const KEPT_AS = "kehai.navigation";

export function Shell() {
  const { t } = useTranslation();
  const { company } = useMe();
  const isPhone = useIsPhone();
  const [isFolded, setFolded] = useState(() => localStorage.getItem(KEPT_AS) === "folded");
  const [isSearching, setSearching] = useState(false);
  useSearchKeys(() => setSearching(true));
  useLiveChanges();
  useEffect(() => rememberCompany(company.slug), [company.slug]);

  const fold = () => {
    localStorage.setItem(KEPT_AS, isFolded ? "open" : "folded");
    setFolded(!isFolded);
  };
  return (
    <OwnDialogsLayer>
      <CreateLayer>
        <div className={isFolded && !isPhone ? `${styles.shell} ${styles.folded}` : styles.shell}>
          <a href="#main" className={styles.skip}>
            {t("shell.skip")}
          </a>
          <OfflineBanner />
          {!isPhone && (
            <aside className={styles.side}>
              <SideNavigation folded={isFolded} onFold={fold} />
            </aside>
          )}
          <header className={styles.top}>
            <TopBar onSearch={() => setSearching(true)} />
          </header>
          <main id="main" className={styles.main} tabIndex={-1}>
            <Suspense fallback={<WaitingPage />}>
              <Outlet />
            </Suspense>
          </main>
          {isPhone && <PhoneTabs />}
        </div>
        {isSearching && (
          <Suspense fallback={null}>
            <SearchOverlay onClose={() => setSearching(false)} />
          </Suspense>
        )}
      </CreateLayer>
    </OwnDialogsLayer>
  );
}
