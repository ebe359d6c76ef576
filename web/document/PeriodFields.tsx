import { DatePicker, Segmented } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "../ui/screen.ts";

export type Span = { from: string; to: string };

const plain = (day: Dayjs) => day.format("YYYY-MM-DD");
const monthOf = (day: Dayjs): Span => ({ from: plain(day.startOf("month")), to: plain(day.endOf("month")) });

const OFFERED: Readonly<Record<string, (today: Dayjs) => Span>> = {
  lastMonth: (today) => monthOf(today.subtract(1, "month")),
  thisMonth: (today) => ({ from: plain(today.startOf("month")), to: plain(today) }),
  thisYear: (today) => ({ from: plain(today.startOf("year")), to: plain(today) }),
};

/** Where a statement begins when nobody has said it: with the month that is over. */
export const usualSpan = (): Span => monthOf(dayjs().subtract(1, "month"));

export function PeriodFields({ span, onChange }: { span: Span; onChange(span: Span): void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const named = Object.entries(OFFERED).find(([, spanOf]) => {
    const { from, to } = spanOf(dayjs());
    return from === span.from && to === span.to;
  });
  return (
    <>
      <Segmented
        aria-label={t("document.period")}
        value={named?.[0] ?? ""}
        options={Object.keys(OFFERED).map((value) => ({ value, label: t(`filter.within.${value}`) }))}
        onChange={(name) => onChange(OFFERED[name]!(dayjs()))}
      />
      <DatePicker.RangePicker
        aria-label={t("document.period")}
        allowClear={false}
        inputReadOnly={isPhone}
        value={[dayjs(span.from), dayjs(span.to)]}
        onChange={(days) => days?.[0] && days[1] && onChange({ from: plain(days[0]), to: plain(days[1]) })}
      />
    </>
  );
}
