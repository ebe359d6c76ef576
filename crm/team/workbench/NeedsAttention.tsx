import dayjs from "dayjs";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireMoney, WireReference } from "#engine/wire.ts";
import { useObject } from "#web/ui/data/model.ts";
import { useCount, useRecords } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { formatDate, formatNumber, formatShort } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { Person } from "#web/ui/Person.tsx";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./Workbench.module.css";
import { of, open, overdue, pastCloseDate, stuck, unanswered } from "./workbench-filters.ts";

const SHOWN = 8;
const inTrouble: Filter = { and: [open, { or: [stuck, pastCloseDate] }] };

/** The largest deals that stand still or have passed their date, each with the person to ask. */
export function NeedsAttention() {
  const { t } = useTranslation();
  const opportunity = useObject("opportunity");
  const found = useRecords("opportunity", {
    filter: inTrouble,
    sort: "-amount",
    fields: ["name", "account", "amount", "closeDate", "stageSince", "owner"],
    limit: SHOWN,
  });
  if (!opportunity) return null;
  const deals = found.data?.items ?? [];

  return (
    <Panel
      title={t("workbench.attention")}
      extra={
        <ListLink path={opportunity.path} filter={inTrouble}>
          {t("workbench.more")}
        </ListLink>
      }
      flush
    >
      <div className={styles.exceptions}>
        <Exception object="opportunity" label="pastCloseDate" filter={of("team", open, pastCloseDate)} />
        <Exception object="opportunity" label="stuckDeals" filter={of("team", open, stuck)} />
        <Exception object="lead" label="unansweredLeads" filter={unanswered} />
        <Exception object="task" label="overdueTasks" filter={of("team", open, overdue)} />
      </div>
      {deals.length === 0 && !found.isLoading && <Empty small title={t("workbench.attentionEmpty")} />}
      <ul className={styles.rows}>
        {deals.map((deal) => {
          const owner = deal.owner as WireReference | null;
          const money = deal.amount as WireMoney | null;
          return (
            <li key={deal.id} className={styles.row}>
              <span className={styles.main}>
                <RecordLink object="opportunity" id={deal.id} title={String(deal.name)} />
                <span className={styles.about}>{whatIsWrong(deal.closeDate, deal.stageSince, t)}</span>
              </span>
              <span className={styles.amount}>{money ? formatShort(money.amount, money.currency) : ""}</span>
              <span className={styles.person}>{owner?.title && <Person name={owner.title} />}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function whatIsWrong(closeDate: unknown, stageSince: unknown, t: TFunction): string {
  const isPast = typeof closeDate === "string" && closeDate < new Date().toISOString().slice(0, 10);
  return isPast
    ? t("workbench.shouldHaveClosed", { date: formatDate(closeDate) })
    : t("workbench.standsSince", { count: dayjs().diff(String(stageSince), "day") });
}

function Exception({ object, label, filter }: { object: string; label: string; filter: Filter }) {
  const { t } = useTranslation();
  const path = useObject(object)?.path;
  const found = useCount(object, { filter });
  if (path === undefined) return null;
  return (
    <ListLink path={path} filter={filter} className={styles.exception}>
      <strong>{found.data ? formatNumber(found.data.count) : "…"}</strong>
      <span>{t(`workbench.${label}`)}</span>
    </ListLink>
  );
}
