import { useTranslation } from "react-i18next";
import type { WireRecord } from "#engine/wire.ts";
import { useModel } from "#web/ui/data/model.ts";
import { useRecords } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { formatAgo, formatDate } from "#web/ui/format.ts";
import { Panel } from "#web/ui/Panel.tsx";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./Workbench.module.css";
import { of, soonLost } from "./workbench-filters.ts";

/** Leads and accounts that go back to their pool unless somebody follows up. */
export function SoonLost() {
  const { t } = useTranslation();
  const leads = useLosing("lead");
  const accounts = useLosing("account");
  const rows = [...leads, ...accounts].sort((a, b) => String(a.record.recycleOn).localeCompare(String(b.record.recycleOn)));
  return (
    <Panel title={t("workbench.soonLostTitle")} flush>
      {rows.length === 0 && <Empty small title={t("workbench.soonLostEmpty")} />}
      <ul className={styles.rows}>
        {rows.map(({ object, title, record }) => (
          <li key={record.id} className={styles.row}>
            <span className={styles.kind}>{t(`workbench.kind.${object}`)}</span>
            <span className={styles.main}>
              <RecordLink object={object} id={record.id} title={title} />
              <span className={styles.about}>
                {record.lastFollowUpAt
                  ? t("workbench.lastFollowUp", { when: formatAgo(String(record.lastFollowUpAt)) })
                  : t("workbench.neverFollowedUp")}
              </span>
            </span>
            <time className={styles.late}>{t("workbench.recycledOn", { date: formatDate(String(record.recycleOn)) })}</time>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function useLosing(object: string): { object: string; title: string; record: WireRecord }[] {
  const title = useModel().byName.get(object)?.title ?? "name";
  const found = useRecords(object, {
    filter: of("me", soonLost),
    sort: "recycleOn",
    fields: [title, "recycleOn", "lastFollowUpAt"],
    limit: 6,
  });
  return (found.data?.items ?? []).map((record) => ({ object, title: String(record[title]), record }));
}
