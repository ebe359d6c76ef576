import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireRecord, WireReference } from "#engine/wire.ts";
import { Chip } from "../ui/Chip.tsx";
import { fieldOf, optionOf, useObject } from "../ui/data/model.ts";
import { useRecords } from "../ui/data/records.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Panel } from "../ui/Panel.tsx";
import { EditDrawer } from "./EditDrawer.tsx";
import styles from "./Settings.module.css";

/** Each pool says its rules in sentences; the numbers behind them are edited in a form. */
export function PoolsSection() {
  const { t } = useTranslation();
  const pool = useObject("pool");
  const found = useRecords("pool", { sort: "name", limit: 100 });
  const [editing, edit] = useState<WireRecord | "new" | null>(null);

  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!pool) return null;
  const fields = pool.form.flatMap((section) => section.fields);
  return (
    <>
      {pool.may.create && (
        <div className={styles.end}>
          <Button type="primary" onClick={() => edit("new")}>
            {t("settings.pools.add")}
          </Button>
        </div>
      )}
      {found.isLoading && <Skeleton active />}
      {found.data?.items.length === 0 && <Empty title={pool.empty} />}
      <div className={styles.cards}>
        {found.data?.items.map((record) => (
          <Panel
            key={record.id}
            title={String(record.name)}
            extra={
              <>
                <Chip label={optionOf(fieldOf(pool, "type"), record.type)?.label ?? ""} />
                {record.enabled === false && <Chip label={t("settings.pools.disabled")} tone="danger" />}
                {pool.may.update && (
                  <Button size="small" onClick={() => edit(record)} aria-label={t("settings.pools.edit", { name: record.name })}>
                    {t("settings.edit")}
                  </Button>
                )}
              </>
            }
          >
            <PoolRules record={record} />
          </Panel>
        ))}
      </div>
      {editing && (
        <EditDrawer
          object={pool}
          record={editing === "new" ? null : editing}
          fields={fields}
          title={editing === "new" ? t("settings.pools.add") : String(editing.name)}
          onClose={() => edit(null)}
        />
      )}
    </>
  );
}

function PoolRules({ record }: { record: WireRecord }) {
  const { t } = useTranslation();
  const names = (value: unknown) => ((value ?? []) as WireReference[]).map((one) => one.title).join("、");
  const members = [names(record.memberDepartments), names(record.members)].filter(Boolean).join("、");
  const said = (key: string, days: unknown) =>
    days !== null && days !== undefined && t(`settings.pools.${key}`, { count: Number(days) });
  const sentences = [
    members ? t("settings.pools.members", { names: members }) : t("settings.pools.nobody"),
    said("holdingCap", record.holdingCap),
    said("dailyClaims", record.dailyClaims),
    said("coolDownDays", record.coolDownDays),
    said("recycleAfterDays", record.recycleAfterDays) || t("settings.pools.neverRecycled"),
    said("warnDays", record.warnDays),
    names(record.admins) && t("settings.pools.admins", { names: names(record.admins) }),
  ].filter((sentence) => typeof sentence === "string" && sentence !== "");
  return (
    <ul className={styles.sentences}>
      {sentences.map((sentence) => (
        <li key={String(sentence)}>{sentence}</li>
      ))}
    </ul>
  );
}
