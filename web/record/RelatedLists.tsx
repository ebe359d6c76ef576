import { PlusOutlined } from "@ant-design/icons";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { AggregateQuery, WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { fieldOf, fieldsOf, isBadge, useMe, useModel } from "../ui/data/model.ts";
import { referringTo, useAggregate, useCount, useRecords } from "../ui/data/records.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { formatShort } from "../ui/format.ts";
import { useCompany } from "../ui/navigation.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./RelatedLists.module.css";

const SHOWN = 5;

export function RelatedLists({ object, record }: { object: WireObject; record: WireRecord }) {
  const model = useModel();
  return (
    <div className={styles.lists}>
      {listsBeside(object).map((list) => {
        const target = model.byName.get(list.object);
        return target ? (
          <Related key={`${list.object}.${list.by}`} of={object} record={record} list={list} target={target} />
        ) : null;
      })}
    </div>
  );
}

/** Talks stand in the timeline already, lines in a table of their own. */
function listsBeside(object: WireObject): WireObject["related"] {
  const isTold = (name: string) => (object.timeline && name === "followUp") || name === object.lines?.object;
  return object.related.filter((list) => !isTold(list.object));
}

type RelatedProps = { of: WireObject; record: WireRecord; list: WireObject["related"][number]; target: WireObject };

/** What belongs to the record: how many, how much, the first few, and one more on a click. */
function Related({ of, record, list, target }: RelatedProps) {
  const { t } = useTranslation();
  const company = useCompany();
  const me = useMe();
  const navigate = useNavigate();
  const filter = referringTo(list.by, record.id);
  const rows = useRecords(list.object, { filter, ...(list.sort ? { sort: list.sort } : {}), limit: SHOWN });
  const { count, exact } = useCount(list.object, { filter }).data ?? {};
  const sum = useSum(list.object, filter, list.sum);
  const items = rows.data?.items ?? [];
  const canCreate = target.may.create && !target.readOnly && isSetByPeople(target, list.by);
  const create = () =>
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, create: list.object, with: linkBack(of, record, target, list.by) }),
    } as never);
  return (
    <Panel
      flush
      title={
        <>
          {list.label}
          {count !== undefined && <span className={styles.count}>{exact ? count : `≈ ${count}`}</span>}
        </>
      }
      extra={
        <>
          {list.sum && sum && <span className={styles.sum}>{formatShort(sum, me.company.currency)}</span>}
          {canCreate && (
            <Tooltip title={t("action.create_object", { object: target.label })}>
              <Button
                type="text"
                size="small"
                icon={<PlusOutlined />}
                aria-label={t("action.create_object", { object: target.label })}
                onClick={create}
              />
            </Tooltip>
          )}
        </>
      }
    >
      {items.length > 0 && (
        <div className={styles.rows}>
          {items.map((row) => (
            <Row key={row.id} target={target} row={row} columns={list.columns} beside={String(record[of.title] ?? "")} />
          ))}
        </div>
      )}
      {count !== undefined && count > SHOWN && (
        <Link
          to="/$company/$path"
          params={{ company, path: target.path }}
          search={{ view: "all", filter } as never}
          className={styles.all}
        >
          {t("record.show_all", { count })}
        </Link>
      )}
    </Panel>
  );
}

function useSum(object: string, filter: Filter, field: string | undefined): string | number | null {
  const measures: AggregateQuery["measures"] = field === undefined ? {} : { sum: { fn: "sum", field } };
  const totals = useAggregate(object, { filter, measures }, field !== undefined);
  return totals.data?.rows[0]?.measures.sum ?? null;
}

type RowProps = { target: WireObject; row: WireRecord; columns: readonly string[]; beside: string };

function Row({ target, row, columns, beside }: RowProps) {
  const company = useCompany();
  const fields = fieldsOf(target, columns);
  const heading = headingOf(row, fields, target.title, beside);
  const badge = fields.find((field) => isBadge(field) && row[field.name]);
  const facts = fields.filter((field) => field.name !== heading && field !== badge && !isEmpty(row[field.name]));
  const isOneOfFigures = facts.filter(isFigure).length > 1;
  return (
    <Link to="/$company/$path/$id" params={{ company, path: target.path, id: row.id }} className={styles.row}>
      <div className={styles.top}>
        <span className={styles.name}>{textOf(row[heading])}</span>
        {badge && <FieldValue field={badge} value={row[badge.name]} compact />}
      </div>
      <div className={styles.facts}>
        {facts.map((field) => (
          <span key={field.name} title={field.label}>
            {isOneOfFigures && isFigure(field) && <span className={styles.what}>{field.label}</span>}
            <FieldValue field={field} value={row[field.name]} compact linked={false} />
          </span>
        ))}
      </div>
    </Link>
  );
}

/** Two figures beside one another say nothing unless each says what it is. */
function isFigure({ type }: WireField): boolean {
  return ["money", "price", "number", "integer"].includes(type);
}

/** What says most of a row: its title, or the first thing it refers to where it has none, or but that of the record it is beside. */
function headingOf(row: WireRecord, fields: readonly WireField[], title: string, beside: string): string {
  const name = row[title];
  if (!isEmpty(name) && name !== beside) return title;
  const thing = fields.find((field) => field.type === "reference" && field.to !== "user" && row[field.name]?.title);
  return thing?.name ?? title;
}

function textOf(value: unknown): string {
  return isEmpty(value) ? "—" : String((value as { title?: string }).title ?? value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function isSetByPeople(target: WireObject, by: string): boolean {
  const field = fieldOf(target, by);
  const about = target.fields.find((one) => one.type === "anyReference" && !one.readOnly);
  return field !== undefined && (!field.readOnly || about !== undefined);
}

/** What the new record already knows: where it belongs. `account` kept by the engine is stated through `about`. */
function linkBack(of: WireObject, record: WireRecord, target: WireObject, by: string): Record<string, unknown> {
  const field = fieldOf(target, by);
  const title = String(record[of.title] ?? "");
  const known = { id: record.id, title, object: of.name };
  if (field && !field.readOnly && field.type === "reference") return { [field.name]: known };
  const about = target.fields.find((one) => one.type === "anyReference");
  return about ? { [about.name]: known } : {};
}
