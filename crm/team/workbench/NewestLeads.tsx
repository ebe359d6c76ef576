import { useTranslation } from "react-i18next";
import type { WireReference } from "#engine/wire.ts";
import { Chip } from "#web/ui/Chip.tsx";
import { fieldOf, optionOf, useObject } from "#web/ui/data/model.ts";
import { useRecords } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { formatAgo } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./Workbench.module.css";
import { of, unanswered, type Whose, workable } from "./workbench-filters.ts";

/** For a rep the leads that came last; for a manager those nobody has answered. */
export function NewestLeads({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const lead = useObject("lead");
  const filter = whose === "me" ? of("me", workable) : unanswered;
  const found = useRecords("lead", {
    filter,
    sort: whose === "me" ? "-createdAt" : "createdAt",
    fields: ["name", "company", "status", "createdAt", "owner"],
    limit: 6,
  });
  if (!lead) return null;
  const leads = found.data?.items ?? [];
  const pool = (
    <ListLink path={lead.path} view={whose === "me" ? "pool" : "unanswered"}>
      {t(whose === "me" ? "workbench.openPool" : "workbench.more")}
    </ListLink>
  );

  return (
    <Panel title={t(`workbench.leads.${whose}`)} extra={pool} flush>
      {leads.length === 0 && !found.isLoading && (
        <Empty
          small
          title={t(`workbench.leadsEmpty.${whose}`)}
          text={whose === "me" ? t("workbench.leadsEmptyText") : undefined}
        />
      )}
      <ul className={styles.rows}>
        {leads.map((record) => {
          const status = optionOf(fieldOf(lead, "status"), record.status);
          return (
            <li key={record.id} className={styles.row}>
              <span className={styles.main}>
                <RecordLink object="lead" id={record.id} title={String(record.name)} />
                <span className={styles.about}>{String(record.company ?? "")}</span>
              </span>
              {whose === "me" ? (
                status && <Chip label={status.label} tone={status.tone} />
              ) : (
                <span className={styles.when}>{(record.owner as WireReference | null)?.title}</span>
              )}
              <time className={styles.when}>{formatAgo(String(record.createdAt))}</time>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
