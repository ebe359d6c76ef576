import { DatePicker, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { WireField } from "#engine/wire.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { ReferenceInput } from "../ui/fields/ReferenceInput.tsx";
import type { Leaf } from "./filter-tree.ts";

const PERIODS = [
  "today",
  "yesterday",
  "tomorrow",
  "thisWeek",
  "lastWeek",
  "nextWeek",
  "thisMonth",
  "lastMonth",
  "nextMonth",
  "thisQuarter",
  "lastQuarter",
  "nextQuarter",
  "thisYear",
  "lastYear",
  "last7Days",
  "last30Days",
  "last90Days",
  "next7Days",
  "next30Days",
];

type FilterValueProps = { field: WireField; leaf: Leaf; onChange: (value: unknown) => void };

/** The control for what a field is compared with, by its type and the operator. */
export function FilterValue({ field, leaf, onChange }: FilterValueProps) {
  const { t } = useTranslation();
  const label = t("filter.value");
  if (leaf.op === "isEmpty" || leaf.op === "isNotEmpty") return null;
  if (leaf.op === "within") {
    return (
      <Select
        value={leaf.value as string | undefined}
        aria-label={label}
        showSearch={{ optionFilterProp: "label" }}
        options={PERIODS.map((value) => ({ value, label: t(`filter.within.${value}`) }))}
        onChange={onChange}
      />
    );
  }
  if (field.type === "reference" || field.type === "multiReference")
    return <ReferenceValue field={field} leaf={leaf} onChange={onChange} />;
  if (field.type === "date" || field.type === "dateTime") return <DateValue field={field} leaf={leaf} onChange={onChange} />;
  if (field.type === "boolean") {
    const options = [
      { value: true, label: t("value.yes") },
      { value: false, label: t("value.no") },
    ];
    return <Select value={leaf.value as boolean | undefined} aria-label={label} options={options} onChange={onChange} />;
  }
  if (leaf.op === "between") return <NumberRange value={leaf.value} onChange={onChange} />;
  const isMany = ["in", "notIn", "hasAny", "hasAll"].includes(leaf.op);
  if (field.options) {
    return (
      <Select
        {...(isMany ? { mode: "multiple" as const } : {})}
        value={(leaf.value ?? (isMany ? [] : undefined)) as never}
        aria-label={label}
        showSearch={{ optionFilterProp: "label" }}
        options={field.options.map((option) => ({ value: option.value, label: option.label }))}
        onChange={onChange}
      />
    );
  }
  if (isMany)
    return (
      <Select
        mode="tags"
        value={(leaf.value ?? []) as string[]}
        aria-label={label}
        open={false}
        suffixIcon={null}
        onChange={onChange}
      />
    );
  return <FieldInput field={{ ...asPlain(field), label, required: false }} value={leaf.value} onChange={onChange} small />;
}

/** Roll-ups are compared as the numbers they are; long text is searched by a word. */
function asPlain(field: WireField): WireField {
  if (field.type === "rollup" || field.type === "money" || field.type === "price") return { ...field, type: "number" };
  if (field.type === "age") return { ...field, type: "integer" };
  if (["longText", "richText", "address", "autoNumber", "phone", "email", "url"].includes(field.type))
    return { ...field, type: "text" };
  return field;
}

function ReferenceValue({ field, leaf, onChange }: FilterValueProps) {
  const { t } = useTranslation();
  const special = field.to === "user" ? { me: true } : field.to === "department" ? { myDepartment: true } : null;
  const isSpecial = typeof leaf.value === "object" && leaf.value !== null && !Array.isArray(leaf.value);
  const isMany = ["in", "notIn", "hasAny", "hasAll"].includes(leaf.op);
  return (
    <>
      {special !== null && (
        <Select
          value={isSpecial ? "special" : "named"}
          aria-label={t("filter.who")}
          style={{ flex: "none", width: 108 }}
          options={[
            { value: "special", label: t(field.to === "user" ? "filter.me" : "filter.my_department") },
            { value: "named", label: t("filter.named") },
          ]}
          onChange={(kind) => onChange(kind === "special" ? special : undefined)}
        />
      )}
      {!isSpecial && (
        <ReferenceInput object={field.to ?? ""} label={t("filter.value")} value={leaf.value} many={isMany} onChange={onChange} />
      )}
    </>
  );
}

function DateValue({ field, leaf, onChange }: FilterValueProps) {
  const { t } = useTranslation();
  const asValue = (day: unknown) =>
    field.type === "date" ? dayjs(day as string).format("YYYY-MM-DD") : dayjs(day as string).toISOString();
  if (leaf.op === "between") {
    const [from, to] = (leaf.value ?? []) as string[];
    return (
      <DatePicker.RangePicker
        aria-label={t("filter.value")}
        value={from && to ? [dayjs(from), dayjs(to)] : null}
        onChange={(days) =>
          onChange(days?.[0] && days[1] ? [asValue(days[0].startOf("day")), asValue(days[1].endOf("day"))] : undefined)
        }
      />
    );
  }
  const ago = typeof leaf.value === "object" && leaf.value !== null && "ago" in leaf.value ? String(leaf.value.ago) : null;
  return (
    <>
      <Select
        value={ago === null ? "day" : "ago"}
        aria-label={t("filter.date_kind")}
        style={{ flex: "none", width: 108 }}
        options={[
          { value: "day", label: t("filter.on_day") },
          { value: "ago", label: t("filter.days_ago") },
        ]}
        onChange={(kind) => onChange(kind === "ago" ? { ago: "30d" } : undefined)}
      />
      {ago === null ? (
        <DatePicker
          aria-label={t("filter.value")}
          value={leaf.value ? dayjs(leaf.value as string) : null}
          onChange={(day) => onChange(day ? asValue(dayjs(day as any).startOf("day")) : undefined)}
        />
      ) : (
        <InputNumber
          aria-label={t("filter.days_ago")}
          min={0}
          max={3650}
          precision={0}
          value={Number.parseInt(ago, 10)}
          suffix={t("filter.days")}
          onChange={(days) => onChange({ ago: `${days ?? 0}d` })}
        />
      )}
    </>
  );
}

function NumberRange({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation();
  const [from, to] = (Array.isArray(value) ? value : [null, null]) as (string | number | null)[];
  return (
    <>
      <InputNumber
        aria-label={t("filter.from")}
        placeholder={t("filter.from")}
        controls={false}
        value={from ?? null}
        onChange={(next) => onChange([next, to])}
      />
      <InputNumber
        aria-label={t("filter.to")}
        placeholder={t("filter.to")}
        controls={false}
        value={to ?? null}
        onChange={(next) => onChange([from, next])}
      />
    </>
  );
}
