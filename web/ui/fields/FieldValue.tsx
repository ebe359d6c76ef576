import { useTranslation } from "react-i18next";
import type { WireField, WireMoney, WireReference } from "#engine/wire.ts";
import { Chip } from "../Chip.tsx";
import { useMe } from "../data/model.ts";
import { fileUrl } from "../data/upload.ts";
import { formatAgo, formatCurrency, formatDate, formatDateTime, formatMoney, formatNumber, formatPercent } from "../format.ts";
import { Person } from "../Person.tsx";
import { RecordLink } from "../RecordLink.tsx";
import { useIsPhone } from "../screen.ts";
import { addressText } from "./address.ts";
import styles from "./FieldValue.module.css";

type FieldValueProps = {
  field: WireField;
  value: unknown;
  /** One line, cut at its end: in table rows and cards. */
  compact?: boolean;
  /** References are plain text where the row itself is the link. */
  linked?: boolean;
};

/** Shows any field's value in the way its type is read. */
export function FieldValue({ field, value, compact = false, linked = true }: FieldValueProps) {
  if (isEmpty(value)) return <span className={styles.empty}>{compact ? "" : "—"}</span>;
  const Show = field.name === "currency" ? Currency : byType[field.type];
  return Show ? (
    <Show field={field} value={value} compact={compact} linked={linked} />
  ) : (
    <PlainText value={value} compact={compact} />
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

type ShowProps = { field: WireField; value: any; compact: boolean; linked: boolean };

const byType: Partial<Record<WireField["type"], (props: ShowProps) => React.ReactNode>> = {
  longText: LongText,
  richText: RichText,
  integer: ({ value }) => <span className={styles.number}>{formatNumber(value)}</span>,
  number: ({ value }) => <span className={styles.number}>{formatNumber(value)}</span>,
  percent: ({ value }) => <span className={styles.number}>{formatPercent(value)}</span>,
  money: Money,
  price: ({ value }) => (
    <span className={styles.number}>{typeof value === "object" ? formatMoney(value) : formatNumber(value)}</span>
  ),
  rollup: Rollup,
  age: ({ value }) => <span className={styles.number}>{formatNumber(value)}</span>,
  date: ({ value }) => <time className={styles.number}>{formatDate(value)}</time>,
  dateTime: ({ value }) => (
    <time className={styles.number} dateTime={value} title={formatDateTime(value)}>
      {formatAgo(value)}
    </time>
  ),
  boolean: YesNo,
  choice: Choice,
  state: Choice,
  multiChoice: ({ field, value }) => <Choices field={field} values={value} />,
  phone: ({ value }) => (
    <a href={`tel:${value}`} className={styles.number} onClick={stop}>
      {value}
    </a>
  ),
  email: ({ value, compact }) => (
    <a href={`mailto:${value}`} className={compact ? styles.clip : ""} onClick={stop}>
      {value}
    </a>
  ),
  url: WebLink,
  address: Address,
  reference: Reference,
  anyReference: Reference,
  multiReference: ({ value }) => (
    <span className={styles.chips}>
      {(value as WireReference[]).map((target) => (
        <Chip key={target.id} label={target.title ?? ""} />
      ))}
    </span>
  ),
  file: ({ value }) => (
    <a href={fileUrl(value.id)} onClick={stop}>
      {value.title}
    </a>
  ),
  image: ({ value }) => <img className={styles.picture} src={fileUrl(value.id, { inline: true })} alt={value.title ?? ""} />,
  json: ({ value, compact }) => <code className={compact ? styles.clip : ""}>{JSON.stringify(value)}</code>,
};

const stop = (event: React.MouseEvent) => event.stopPropagation();

/** On a phone an address is where one drives to. */
function Address({ value, compact, linked }: ShowProps) {
  const isPhone = useIsPhone();
  const text = addressText(value);
  if (compact || !linked || !isPhone) return <span className={compact ? styles.clip : ""}>{text}</span>;
  return (
    <a href={`https://uri.amap.com/search?keyword=${encodeURIComponent(text)}`} target="_blank" rel="noreferrer" onClick={stop}>
      {text}
    </a>
  );
}

function Currency({ value, compact }: ShowProps) {
  return <PlainText value={compact ? value : formatCurrency(value)} compact={compact} />;
}

function PlainText({ value, compact }: { value: unknown; compact: boolean }) {
  return <span className={compact ? styles.clip : styles.long}>{String(value)}</span>;
}

function LongText({ value, compact }: ShowProps) {
  return compact ? (
    <span className={styles.clip}>{String(value).replaceAll("\n", " ")}</span>
  ) : (
    <span className={styles.long}>{value}</span>
  );
}

/** The server has removed everything but plain markup on writing. */
function RichText({ value, compact }: ShowProps) {
  const words = String(value).replace(/<[^>]+>/g, " ");
  if (compact) return <span className={styles.clip}>{words}</span>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the server when it was written
  return <div className={styles.rich} dangerouslySetInnerHTML={{ __html: String(value) }} />;
}

/** The company's own currency needs no sign in a table; a foreign one does. */
function Money({ value, compact }: ShowProps) {
  const { company } = useMe();
  const money: WireMoney =
    typeof value === "object" ? value : { amount: String(value), currency: company.currency, base: String(value) };
  const text = compact && money.currency === company.currency ? formatMoney(money.amount) : formatMoney(money);
  return <span className={Number(money.amount) === 0 ? `${styles.number} ${styles.empty}` : styles.number}>{text}</span>;
}

function Rollup(props: ShowProps) {
  if (props.field.ofMoney || typeof props.value === "object") return <Money {...props} />;
  if (/^\d{4}-\d\d-\d\dT/.test(String(props.value))) return <time className={styles.number}>{formatAgo(props.value)}</time>;
  if (/^\d{4}-\d\d-\d\d$/.test(String(props.value))) return <time className={styles.number}>{formatDate(props.value)}</time>;
  return (
    <span className={Number(props.value) === 0 ? `${styles.number} ${styles.empty}` : styles.number}>
      {formatNumber(props.value)}
    </span>
  );
}

function YesNo({ value }: ShowProps) {
  const { t } = useTranslation();
  return <span>{value ? t("value.yes") : t("value.no")}</span>;
}

function Choice({ field, value }: ShowProps) {
  const option = field.options?.find((one) => one.value === value);
  const label = option?.label ?? String(value);
  // A colour says good, waiting or lost; an option that means neither is plain text.
  return option?.tone ? <Chip label={label} tone={option.tone} /> : <span>{label}</span>;
}

function Choices({ field, values }: { field: WireField; values: string[] }) {
  return (
    <span className={styles.chips}>
      {values.map((value) => (
        <Chip key={value} label={field.options?.find((one) => one.value === value)?.label ?? value} />
      ))}
    </span>
  );
}

function WebLink({ value, compact }: ShowProps) {
  const href = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  return (
    <a href={href} target="_blank" rel="noreferrer" className={compact ? styles.clip : ""} onClick={stop}>
      {String(value).replace(/^https?:\/\//i, "")}
    </a>
  );
}

function Reference({ field, value, linked }: ShowProps) {
  const { t } = useTranslation();
  const target = value as WireReference;
  if (target.title === null || target.title === undefined) return <span className={styles.quiet}>{t("value.hidden")}</span>;
  const object = target.object ?? field.to;
  if (object === "user") return <Person name={target.title} />;
  if (target.hidden || !linked || object === undefined) return <span className={styles.clip}>{target.title}</span>;
  return <RecordLink object={object} id={target.id} title={target.title} />;
}
