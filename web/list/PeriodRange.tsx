import { DatePicker } from "antd";
import dayjs from "dayjs";
import { rangeAsPeriod } from "../ui/periods.ts";
import { useIsPhone } from "../ui/screen.ts";
import styles from "./ListPage.module.css";

type PeriodRangeProps = { label: string; range: readonly [string, string]; onChange: (period: string) => void };

/** The first and the last day of a period of one's own. */
export function PeriodRange({ label, range: [from, to], onChange }: PeriodRangeProps) {
  const isPhone = useIsPhone();
  return (
    <DatePicker.RangePicker
      className={styles.range ?? ""}
      aria-label={label}
      allowClear={false}
      inputReadOnly={isPhone}
      value={[dayjs(from), dayjs(to)]}
      onChange={(days) => days?.[0] && days[1] && onChange(rangeAsPeriod(dayjs(days[0] as never), dayjs(days[1] as never)))}
    />
  );
}
