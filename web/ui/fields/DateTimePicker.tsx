import { DatePicker, Input } from "antd";
import dayjs from "dayjs";
import { useRef } from "react";
import { useIsPhone } from "../screen.ts";

type DateTimePickerProps = {
  /** `YYYY-MM-DD`, or an instant when `withTime`. */
  value: string | null | undefined;
  onChange: (value: string | null) => void;
  withTime?: boolean;
  size?: "small" | "middle";
  placeholder?: string;
  id?: string | undefined;
  disabled?: boolean;
  autoFocus?: boolean;
  status?: "error";
  onBlur?: () => void;
  "aria-label": string;
};

const LOCAL = { date: "YYYY-MM-DD", time: "YYYY-MM-DDTHH:mm" };

/** A calendar on a desk, where dates are typed too; on a phone the device's own wheel, under the thumb. */
export function DateTimePicker({ value, onChange, withTime = false, ...rest }: DateTimePickerProps) {
  const isPhone = useIsPhone();
  // The calendar tells what was typed when it has closed; the button that was clicked to leave it would not know it yet.
  const typed = useRef<string | null>(null);
  if (isPhone) {
    const local = withTime ? LOCAL.time : LOCAL.date;
    return (
      <Input
        {...rest}
        type={withTime ? "datetime-local" : "date"}
        // The device writes its own pattern where a placeholder would stand.
        prefix={rest.placeholder}
        style={{ width: rest.size === "small" && !rest.placeholder ? 188 : "100%" }}
        value={value ? dayjs(value).format(local) : ""}
        onChange={(event) => onChange(event.target.value === "" ? null : written(dayjs(event.target.value), withTime))}
      />
    );
  }
  const writtenOf = (at: unknown) => (at ? written(dayjs(at as Date), withTime) : null);
  return (
    <DatePicker
      {...rest}
      value={value ? dayjs(value) : null}
      style={{ width: rest.size === "small" ? 172 : "100%" }}
      {...(withTime ? { showTime: { format: "HH:mm", minuteStep: 5 as const, defaultOpenValue: dayjs("09:00", "HH:mm") } } : {})}
      format={
        withTime ? ["YYYY-MM-DD HH:mm", "YYYY/M/D H:mm"] : ["YYYY-MM-DD", "YYYYMMDD", "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日"]
      }
      // It takes the day that was typed; a form that is sent by it as well would act before anyone has looked.
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
      }}
      onCalendarChange={(at) => {
        typed.current = writtenOf(at);
      }}
      onChange={(at) => {
        typed.current = null;
        onChange(writtenOf(at));
      }}
      onBlur={({ relatedTarget }) => {
        // A click into the calendar goes on with the same field.
        if (relatedTarget?.closest(".ant-picker-dropdown")) return;
        if (typed.current !== null && typed.current !== value) onChange(typed.current);
        typed.current = null;
        rest.onBlur?.();
      }}
    />
  );
}

function written(at: dayjs.Dayjs, withTime: boolean): string {
  return withTime ? at.toISOString() : at.format(LOCAL.date);
}
