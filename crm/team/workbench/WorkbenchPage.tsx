import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "#web/ui/data/model.ts";
import { Page } from "#web/ui/Page.tsx";
import { MoneyFigures, useKeepsBooks } from "./MoneyFigures.tsx";
import { MonthFigures } from "./MonthFigures.tsx";
import { NeedsAttention } from "./NeedsAttention.tsx";
import { NewestLeads } from "./NewestLeads.tsx";
import { OpenFunnel } from "./OpenFunnel.tsx";
import { QuickEntries } from "./QuickEntries.tsx";
import { SoonLost } from "./SoonLost.tsx";
import { Targets } from "./Targets.tsx";
import { TeamTable } from "./TeamTable.tsx";
import { ToDo } from "./ToDo.tsx";
import { useTeam } from "./use-team.tsx";
import styles from "./Workbench.module.css";
import type { Whose } from "./workbench-filters.ts";

/** The first page of the day: what to do, what is about to be lost, how the month stands. */
export function WorkbenchPage() {
  const { t } = useTranslation();
  const { user } = useMe();
  const { isKnown, hasTeam, leads } = useTeam();
  const { for: asked } = useSearch({ strict: false }) as { for?: Whose };
  const navigate = useNavigate();
  const whose: Whose = hasTeam ? (asked ?? (leads ? "team" : "me")) : "me";
  const choose = (next: Whose) => void navigate({ to: ".", search: { for: next }, replace: true } as never);

  return (
    <Page title={t(`workbench.greeting.${partOfDay()}`, { name: user.name })} actions={<QuickEntries />}>
      {hasTeam && (
        <Segmented
          className={styles.whose}
          aria-label={t("workbench.whose")}
          value={whose}
          onChange={choose}
          options={[
            { value: "me", label: t("workbench.me") },
            { value: "team", label: t("workbench.team") },
          ]}
        />
      )}
      {!isKnown && <Skeleton active paragraph={{ rows: 8 }} />}
      {isKnown && <WorkOf whose={whose} />}
    </Page>
  );
}

function WorkOf({ whose }: { whose: Whose }) {
  const isMoneyFirst = useKeepsBooks();
  return (
    <>
      {isMoneyFirst && <MoneyFigures whose={whose} />}
      <MonthFigures whose={whose} />
      {!isMoneyFirst && <MoneyFigures whose={whose} />}
      <div className={styles.grid}>
        <div className={styles.column}>
          {whose === "team" ? <NeedsAttention /> : <ToDo />}
          {whose === "team" ? <TeamTable /> : <SoonLost />}
        </div>
        <div className={styles.column}>
          <Targets whose={whose} />
          <OpenFunnel whose={whose} />
          <NewestLeads whose={whose} />
        </div>
      </div>
    </>
  );
}

function partOfDay(): "morning" | "afternoon" | "evening" {
  const hour = new Date().getHours();
  return hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
}
