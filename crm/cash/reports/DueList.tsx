import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { Chip } from "#web/ui/Chip.tsx";
import { useCount, useRecords } from "#web/ui/data/records.ts";
import { Empty } from "#web/ui/Empty.tsx";
import { Failure } from "#web/ui/Failure.tsx";
import { formatMoney } from "#web/ui/format.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import { Panel } from "#web/ui/Panel.tsx";
import { RecordLink } from "#web/ui/RecordLink.tsx";
import styles from "./DueList.module.css";

const SHOWN = 8;
const FIELDS = ["id", "name", "purpose", "account", "dueOn", "daysOverdue", "outstanding", "currency", "owner"];

type DueListProps = { title: string; none: string; plan: WireObject; filter: Filter };

/** The instalments to collect first: whose, how much, how late, and who sees to it. */
export function DueList({ title, none, plan, filter }: DueListProps) {
  const { t } = useTranslation();
  const rows = useRecords("paymentPlan", { filter, sort: "dueOn", fields: FIELDS, limit: SHOWN });
  const count = useCount("paymentPlan", { filter }).data?.count;
  const items = rows.data?.items ?? [];
  const all = count !== undefined && count > SHOWN && (
    <ListLink path={plan.path} filter={filter}>
      {t("record.show_all", { count })}
    </ListLink>
  );
  return (
    <Panel title={title} extra={all} flush>
      {rows.isError && <Failure error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} className={styles.bones ?? ""} />}
      {rows.isSuccess && items.length === 0 && <Empty small text={none} />}
      <ul className={styles.rows}>
        {items.map((row) => (
          <Instalment key={row.id} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function Instalment({ row }: { row: WireRecord }) {
  const { t } = useTranslation();
  const title = [row.name, row.purpose].filter(Boolean).join(" ");
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <div className={styles.account}>
          {row.account ? <RecordLink object="account" id={row.account.id} title={row.account.title ?? "—"} /> : "—"}
        </div>
        <div className={styles.note}>
          <RecordLink object="paymentPlan" id={row.id} title={title} />
          {row.owner && ` · ${row.owner.title ?? ""}`}
        </div>
      </div>
      <div className={styles.when}>
        <b className="tabular">{formatMoney(row.outstanding)}</b>
        <div className={styles.note}>
          {row.daysOverdue ? <Chip label={t("receivables.late", { days: row.daysOverdue })} tone="danger" /> : null} {row.dueOn}
        </div>
      </div>
    </li>
  );
}
