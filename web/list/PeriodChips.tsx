import { Segmented, Skeleton } from "antd";
import dayjs from "dayjs";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { fieldOf } from "../ui/data/model.ts";
import { rangeAsPeriod, rangeOf } from "../ui/periods.ts";
import { useIsPhone } from "../ui/screen.ts";
import styles from "./ListPage.module.css";
import type { ListState } from "./list-state.ts";

/** The calendar is fetched when somebody reaches for the periods: most lists are read without it. */
const fetchRange = () => import("./PeriodRange.tsx");
const PeriodRange = lazy(async () => ({ default: (await fetchRange()).PeriodRange }));

const OFFERED = ["thisMonth", "lastMonth", "thisQuarter", "thisYear"] as const;

/** Narrows the list to a month, a quarter or a year of the object's own date, by one tap. */
export function PeriodChips({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const field = fieldOf(object, object.period ?? "");
  if (field === undefined) return null;
  const range = rangeOf(state.period);
  const choose = (period: string) => state.set({ period: period === (state.view.period ?? "all") ? undefined : period }, true);
  return (
    <div className={styles.periods}>
      {!isPhone && (
        <span className={styles.count} aria-hidden="true">
          {field.label}
        </span>
      )}
      <Segmented
        aria-label={field.label}
        onPointerEnter={() => void fetchRange()}
        onFocus={() => void fetchRange()}
        value={range ? "custom" : state.period}
        options={[
          { value: "all", label: isPhone ? t("list.period_all", { field: field.label }) : t("list.period_any") },
          ...OFFERED.map((period) => ({ value: period, label: t(`filter.within.${period}`) })),
          { value: "custom", label: t("list.period_custom") },
        ]}
        onChange={(period) => choose(period === "custom" ? rangeAsPeriod(dayjs().startOf("month"), dayjs()) : String(period))}
      />
      {range && (
        <Suspense fallback={<Skeleton.Input active className={styles.range} />}>
          <PeriodRange label={field.label} range={range} onChange={choose} />
        </Suspense>
      )}
    </div>
  );
}
