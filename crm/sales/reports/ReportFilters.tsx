import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useRecords } from "#web/ui/data/records.ts";
import { PERIODS, rangeAsPeriod, rangeOf } from "#web/ui/periods.ts";
import styles from "./Reports.module.css";
import type { ReportScope } from "./report-scope.tsx";

type ReportFiltersProps = { scope: ReportScope; onChange(change: Partial<ReportScope>): void; periodLabel: string };

/** Time, department and person of a report, in one line. */
export function ReportFilters({ scope, onChange, periodLabel }: ReportFiltersProps) {
  return (
    <div className={styles.filters}>
      <PeriodChoice scope={scope} onChange={onChange} periodLabel={periodLabel} />
      <Who scope={scope} onChange={onChange} />
    </div>
  );
}

/** A period by its name, or two days of one's own. */
export function PeriodChoice({ scope, onChange, periodLabel }: ReportFiltersProps) {
  const { t } = useTranslation();
  const range = rangeOf(scope.period);

  return (
    <>
      <div className={styles.filter}>
        <span aria-hidden="true">{periodLabel}</span>
        <Select
          aria-label={periodLabel}
          value={range ? "custom" : scope.period}
          popupMatchSelectWidth={false}
          options={[...PERIODS, "custom"].map((value) => ({ value, label: t(`reports.period.${value}`) }))}
          onChange={(period) =>
            onChange({ period: period === "custom" ? rangeAsPeriod(dayjs().startOf("month"), dayjs().endOf("month")) : period })
          }
        />
      </div>
      {range && (
        <DatePicker.RangePicker
          aria-label={t("reports.period.custom")}
          allowClear={false}
          value={[dayjs(range[0]), dayjs(range[1])]}
          onChange={(dates) => dates?.[0] && dates[1] && onChange({ period: rangeAsPeriod(dates[0], dates[1]) })}
        />
      )}
    </>
  );
}

type WhoProps = Omit<ReportFiltersProps, "periodLabel">;

/** Department and person of a report that stands at today. */
export function WhoFilters(props: WhoProps) {
  return (
    <div className={styles.filters}>
      <Who {...props} />
    </div>
  );
}

function Who({ scope, onChange }: WhoProps) {
  const { t } = useTranslation();
  return (
    <>
      <Choose
        object="department"
        label={t("reports.department")}
        value={scope.department}
        onPick={(department) => onChange({ department })}
      />
      <Choose object="user" label={t("reports.owner")} value={scope.owner} onPick={(owner) => onChange({ owner })} />
    </>
  );
}

type ChooseProps = { object: string; label: string; value: string | undefined; onPick(id: string | undefined): void };

function Choose({ object, label, value, onPick }: ChooseProps) {
  const { t } = useTranslation();
  const found = useRecords(object, { limit: 200, sort: "name", fields: ["name"] });
  return (
    <div className={styles.filter}>
      <span aria-hidden="true">{label}</span>
      <Select
        aria-label={label}
        className={styles.choose}
        showSearch={{ optionFilterProp: "label" }}
        value={value ?? ""}
        options={[
          { value: "", label: t("reports.everyone") },
          ...(found.data?.items ?? []).map((record) => ({ value: record.id, label: String(record.name) })),
        ]}
        onChange={(id) => onPick(id === "" ? undefined : id)}
      />
    </div>
  );
}
