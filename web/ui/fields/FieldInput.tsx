import { Checkbox, Input, InputNumber, Select, Switch } from "antd";
import { lazy, Suspense } from "react";
import type { WireField, WireReference } from "#engine/wire.ts";
import { useMe } from "../data/model.ts";
import { formatCurrency } from "../format.ts";
import { AddressInput } from "./AddressInput.tsx";
import { AnyReferenceInput } from "./AnyReferenceInput.tsx";
import { DateTimePicker } from "./DateTimePicker.tsx";
import { FileInput } from "./FileInput.tsx";
import { ReferenceInput } from "./ReferenceInput.tsx";

const RichTextInput = lazy(async () => ({ default: (await import("./RichTextInput.tsx")).RichTextInput }));

export type FieldInputProps = {
  field: WireField;
  id?: string;
  value?: any;
  onChange?: (value: any) => void;
  onBlur?: () => void;
  /** Told what a chosen record is called, just before its id comes as the value. */
  onPicked?: (picked: WireReference) => void;
  /** What the references in `value` are called, when the record was read with titles. */
  known?: WireReference | WireReference[] | null;
  /** Currency of money fields; the company's own unless the record says otherwise. */
  currency?: string | undefined;
  /** Business type of the record: narrows the options. */
  recordType?: string | null | undefined;
  autoFocus?: boolean;
  status?: "error" | undefined;
  disabled?: boolean;
  /** A control in a table cell or filter: no growing text areas. */
  small?: boolean;
};

/** The control in which a field of any type is filled in. Values are as the API takes them under `field.key`. */
export function FieldInput(props: FieldInputProps) {
  const Control = props.field.name === "currency" ? CurrencyInput : (byType[props.field.type] ?? TextInput);
  return <Control {...props} />;
}

type Control = (props: FieldInputProps) => React.ReactNode;

/** What every control takes alike; the label comes from the form item, or from here where there is none. */
function common({ field, id, disabled, autoFocus, status, onBlur }: FieldInputProps) {
  return {
    id,
    disabled: disabled ?? false,
    autoFocus: autoFocus ?? false,
    "aria-label": field.label,
    ...(status === undefined ? {} : { status }),
    ...(onBlur === undefined ? {} : { onBlur }),
  };
}

const byType: Partial<Record<WireField["type"], Control>> = {
  longText: LongText,
  richText: (props) => (
    <Suspense fallback={<LongText {...props} disabled />}>
      <RichTextInput {...props} />
    </Suspense>
  ),
  integer: (props) => <NumberInput {...props} precision={0} />,
  number: NumberInput,
  percent: (props) => <NumberInput {...props} suffix="%" />,
  money: MoneyInput,
  price: (props) => <NumberInput {...props} asText grouped />,
  date: DateInput,
  dateTime: DateTimeInput,
  boolean: BooleanInput,
  choice: ChoiceInput,
  multiChoice: (props) => <ChoiceInput {...props} many />,
  phone: (props) => <TextInput {...props} mode="tel" />,
  email: (props) => <TextInput {...props} mode="email" />,
  url: (props) => <TextInput {...props} mode="url" />,
  address: AddressInput,
  reference: (props) => (
    <ReferenceInput
      {...common(props)}
      {...props}
      object={props.field.to ?? ""}
      offers={props.field.offers}
      label={props.field.label}
    />
  ),
  multiReference: (props) => (
    <ReferenceInput
      {...common(props)}
      {...props}
      object={props.field.to ?? ""}
      offers={props.field.offers}
      label={props.field.label}
      many
    />
  ),
  anyReference: AnyReferenceInput,
  file: FileInput,
  image: FileInput,
};

function TextInput(props: FieldInputProps & { mode?: "tel" | "email" | "url" }) {
  const { value, onChange, field, mode } = props;
  return (
    <Input
      {...common(props)}
      value={value ?? ""}
      type={mode ?? "text"}
      maxLength={field.max ?? 1000}
      autoComplete="off"
      onChange={(event) => onChange?.(event.target.value === "" ? null : event.target.value)}
    />
  );
}

function LongText(props: FieldInputProps) {
  const { value, onChange, field, small } = props;
  return (
    <Input.TextArea
      {...common(props)}
      value={value ?? ""}
      autoSize={small ? { minRows: 1, maxRows: 4 } : { minRows: 3, maxRows: 10 }}
      maxLength={field.max ?? 20_000}
      onChange={(event) => onChange?.(event.target.value === "" ? null : event.target.value)}
    />
  );
}

type NumberProps = FieldInputProps & {
  precision?: number | undefined;
  suffix?: string;
  prefix?: string;
  asText?: boolean;
  grouped?: boolean;
};

function NumberInput(props: NumberProps) {
  const { value, onChange, field, precision, suffix, prefix, asText, grouped } = props;
  return (
    <InputNumber<string | number>
      {...common(props)}
      value={value ?? null}
      controls={false}
      stringMode={asText ?? false}
      className="tabular"
      style={{ width: "100%" }}
      {...(precision === undefined ? {} : { precision })}
      {...(suffix === undefined ? {} : { suffix })}
      {...(prefix === undefined ? {} : { prefix })}
      {...(field.min === undefined ? {} : { min: field.min })}
      {...(field.max === undefined ? {} : { max: field.max })}
      {...(grouped ? { formatter: withSeparators, parser: withoutSeparators } : {})}
      onChange={(next) => onChange?.(next === null || next === undefined ? null : asText ? String(next) : next)}
    />
  );
}

function MoneyInput(props: FieldInputProps) {
  const { company } = useMe();
  const currency = props.currency ?? company.currency;
  const sign = new Intl.NumberFormat("zh-CN", { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find((part) => part.type === "currency")?.value;
  const amount = props.value !== null && typeof props.value === "object" ? props.value.amount : props.value;
  return <NumberInput {...props} value={amount} asText grouped precision={2} prefix={sign ?? currency} />;
}

function withSeparators(value: string | number | undefined): string {
  const [whole = "", part] = String(value ?? "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part === undefined ? grouped : `${grouped}.${part}`;
}

function withoutSeparators(text: string | undefined): string {
  return (text ?? "").replace(/[,，\s¥￥]/g, "");
}

const CURRENCIES = ["CNY", "USD", "EUR", "HKD", "JPY", "GBP", "KRW", "SGD", "AUD", "CAD"];

function CurrencyInput(props: FieldInputProps) {
  const { company } = useMe();
  const codes = [...new Set([company.currency, ...CURRENCIES, ...(props.value ? [String(props.value)] : [])])];
  return (
    <Select
      {...common(props)}
      value={props.value ?? company.currency}
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: "100%" }}
      options={codes.map((code) => ({ value: code, label: formatCurrency(code) }))}
      onChange={(code) => props.onChange?.(code)}
    />
  );
}

function DateInput(props: FieldInputProps) {
  return <DateTimePicker {...common(props)} value={props.value} onChange={(value) => props.onChange?.(value)} />;
}

function DateTimeInput(props: FieldInputProps) {
  return <DateTimePicker {...common(props)} withTime value={props.value} onChange={(value) => props.onChange?.(value)} />;
}

function BooleanInput(props: FieldInputProps) {
  const { onBlur: _, status: __, ...rest } = common(props) as Record<string, any>;
  if (props.small)
    return <Checkbox {...rest} checked={props.value === true} onChange={(event) => props.onChange?.(event.target.checked)} />;
  return <Switch {...rest} checked={props.value === true} onChange={(checked) => props.onChange?.(checked)} />;
}

function ChoiceInput(props: FieldInputProps & { many?: boolean }) {
  const { field, value, onChange, many, recordType } = props;
  const offered = (field.options ?? []).filter(
    (option) =>
      option.value === value || (!option.retired && (!option.types || !recordType || option.types.includes(recordType))),
  );
  return (
    <Select
      {...common(props)}
      value={value ?? (many ? [] : undefined)}
      {...(many ? { mode: "multiple" as const } : {})}
      allowClear={!field.required}
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: "100%" }}
      popupMatchSelectWidth={false}
      defaultOpen={props.small === true && props.autoFocus === true}
      options={offered.map((option) => ({ value: option.value, label: option.label }))}
      onChange={(next) => onChange?.(next ?? null)}
    />
  );
}
