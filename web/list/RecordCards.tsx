import { CopyOutlined, PhoneOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { fieldsOf, isBadge, useMe } from "../ui/data/model.ts";
import { useRecordPages } from "../ui/data/records.ts";
import { Failure } from "../ui/Failure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { useCompany } from "../ui/navigation.ts";
import { ListEmpty } from "./ListEmpty.tsx";
import type { ListState } from "./list-state.ts";
import styles from "./RecordCards.module.css";
import { rowsQuery } from "./rows-query.ts";
import { totalText, useTotals } from "./totals.ts";

const MOST_FACTS = 4;
const BONES = ["a", "b", "c", "d", "e", "f"];

/** On a phone a record is a card: name and state, a few facts, a call on one tap. */
export function RecordCards({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const pages = useRecordPages(object.name, rowsQuery(object, state));
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const end = useRef<HTMLLIElement>(null);
  const { hasNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (!end.current || !hasNextPage) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), { rootMargin: "600px" });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [hasNextPage, fetchNextPage]);

  if (pages.isError) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.isSuccess && rows.length === 0 && !pages.isFetching) return <ListEmpty object={object} state={state} />;
  return (
    <ul className={styles.cards} aria-label={object.plural}>
      <Totals object={object} state={state} />
      {pages.isPending && BONES.map((bone) => <li key={bone} className={styles.bone} aria-hidden="true" />)}
      {rows.map((row) => (
        <RecordCard key={row.id} object={object} row={row} columns={state.columns} />
      ))}
      <li ref={end} className={styles.end}>
        {pages.isFetchingNextPage ? t("state.loading") : rows.length > 0 && !hasNextPage ? t("list.end") : null}
      </li>
    </ul>
  );
}

/** What the cards come to altogether stands above them. */
function Totals({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const totals = useTotals(object, state);
  if (totals.length === 0) return null;
  return (
    <li className={styles.totals} aria-label={t("list.total")}>
      {totals.map((total) => (
        <span key={total.field.name}>
          {total.field.label} <b className="tabular">{totalText(total)}</b>
        </span>
      ))}
    </li>
  );
}

function RecordCard({ object, row, columns }: { object: WireObject; row: WireRecord; columns: string[] }) {
  const company = useCompany();
  const { user } = useMe();
  const fields = fieldsOf(object, columns.slice(1));
  const badge = fields.find((field) => isBadge(field) && row[field.name]);
  const call = fields.find((field) => field.type === "phone" && row[field.name] && !field.masked);
  const isMine = (field: WireField) => field.to === "user" && row[field.name]?.id === user.id;
  const facts = fields
    .filter((field) => field !== badge && field !== call && !isEmpty(row[field.name]) && !isMine(field))
    .slice(0, MOST_FACTS);
  return (
    <li className={styles.card}>
      <Link
        to="/$company/$path/$id"
        params={{ company, path: object.path, id: row.id }}
        className={styles.card}
        style={{ border: 0, padding: 0 }}
      >
        <div className={styles.top}>
          <span className={styles.name}>{String(row[object.title] ?? "")}</span>
          {badge && <FieldValue field={badge} value={row[badge.name]} compact />}
        </div>
        <dl className={styles.facts}>
          {facts.map((field) => (
            <div key={field.name} className={styles.fact}>
              <dt>{field.label}</dt>
              <dd>
                <FieldValue field={field} value={row[field.name]} compact linked={false} />
              </dd>
            </div>
          ))}
        </dl>
      </Link>
      {call && <Contact number={String(row[call.name])} />}
    </li>
  );
}

function Contact({ number }: { number: string }) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const copy = async () => {
    await navigator.clipboard.writeText(number);
    feedback.done(t("list.copied"));
  };
  return (
    <div className={styles.contact}>
      <a href={`tel:${number}`}>
        <PhoneOutlined /> {number}
      </a>
      <button
        type="button"
        onClick={() => void copy()}
        style={{ flex: "none", width: 56 }}
        aria-label={t("list.copy", { number })}
      >
        <CopyOutlined />
      </button>
    </div>
  );
}

/** A card has room for what is there, not for noughts. */
function isEmpty(value: unknown): boolean {
  const amount = typeof value === "object" && value !== null && "amount" in value ? value.amount : value;
  if (amount === 0 || (typeof amount === "string" && /^0(\.0+)?$/.test(amount))) return true;
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
