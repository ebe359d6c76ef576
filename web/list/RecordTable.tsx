// biome-ignore-all lint/a11y/useSemanticElements: only rows in sight are drawn, at their place, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: keys move between rows; cells hold their own controls
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard
// biome-ignore-all lint/suspicious/noArrayIndexKey: bones have no identity
import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox } from "antd";
import { type CSSProperties, lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf } from "../ui/data/model.ts";
import { useRecordPages } from "../ui/data/records.ts";
import { Failure } from "../ui/Failure.tsx";
import { isNumeric, useColumnWidths } from "./column-widths.ts";
import { useDensity } from "./density.ts";
import { ListEmpty } from "./ListEmpty.tsx";
import type { ListState } from "./list-state.ts";
import { RecordRow } from "./RecordRow.tsx";
import styles from "./RecordTable.module.css";
import { useRowKeys } from "./row-keys.ts";
import { rowsQuery } from "./rows-query.ts";
import { TotalsRow } from "./TotalsRow.tsx";

const BulkBar = lazy(async () => ({ default: (await import("./BulkBar.tsx")).BulkBar }));

const ROW = { normal: 40, compact: 32 };
const PICK = 40;
/** What remains at the right of the last column. */
const REST = 24;

/** Rows of any number: fifty are read at once, only those in sight are drawn. */
export function RecordTable({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const [density] = useDensity();
  const frame = useRef<HTMLDivElement>(null);
  const pages = useRecordPages(object.name, rowsQuery(object, state));
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(-1);
  const fields = useMemo(() => fieldsOf(object, state.columns), [object, state.columns]);
  const { widthOf, trackOf, setWidth } = useColumnWidths(object.name, object.title);
  const height = ROW[density];

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: 36,
  });
  useEffect(() => {
    if (height > 0) virtual.measure();
  }, [height, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 15) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  const scope = JSON.stringify([state.view.id, state.filter, state.q]);
  const [seen, setSeen] = useState(scope);
  if (seen !== scope) {
    setSeen(scope);
    setPicked(new Set());
    setActive(-1);
  }
  const toggle = (id: string) => setPicked((before) => toggled(before, id));
  const open = (id: string) => state.set({ open: id, tab: undefined });
  useRowKeys({
    count: rows.length,
    active,
    isBusy: state.open !== undefined,
    move: (to) => {
      setActive(to);
      virtual.scrollToIndex(to, { align: "auto" });
    },
    open: () => rows[active] && open(rows[active].id),
    pick: () => rows[active] && toggle(rows[active].id),
    leave: () => setPicked(new Set()),
  });

  if (pages.isError) return <Failure error={pages.error} retry={() => void pages.refetch()} />;
  if (pages.isSuccess && rows.length === 0 && !pages.isFetching) return <ListEmpty object={object} state={state} />;
  const columns = `${PICK}px ${fields.map(trackOf).join(" ")} minmax(${REST}px, 1fr)`;
  const breadth = fields.reduce((sum, field) => sum + widthOf(field), PICK + REST);
  const areAllPicked = rows.length > 0 && rows.every((row) => picked.has(row.id));
  return (
    <>
      <div
        key={scope}
        ref={frame}
        className={styles.frame}
        style={{ "--columns": columns, "--breadth": `${breadth}px`, "--row": `${height}px` } as CSSProperties}
        role="table"
        aria-label={object.plural}
        aria-busy={pages.isFetching}
        tabIndex={0}
      >
        <div className={styles.head} role="row">
          <div className={`${styles.pick} ${styles.sticky} ${styles.first}`} role="columnheader">
            <Checkbox
              aria-label={t("list.pick_all")}
              checked={areAllPicked}
              indeterminate={picked.size > 0 && !areAllPicked}
              onChange={() => setPicked(areAllPicked ? new Set() : new Set(rows.map((row) => row.id)))}
            />
          </div>
          {fields.map((field, index) => (
            <HeadCell key={field.name} field={field} state={state} isFirst={index === 0} onWidth={setWidth} />
          ))}
        </div>
        <div className={styles.rows} style={{ height: pages.isPending ? height * 12 : virtual.getTotalSize() }} role="rowgroup">
          {pages.isPending
            ? Array.from({ length: 12 }, (_, index) => <BoneRow key={`bone-${index}`} fields={fields} top={index * height} />)
            : items.map((item) => {
                const row = rows[item.index]!;
                return (
                  <RecordRow
                    key={row.id}
                    object={object}
                    fields={fields}
                    row={row}
                    top={item.start - 36}
                    isPicked={picked.has(row.id)}
                    isActive={item.index === active || row.id === state.open}
                    onPick={toggle}
                    onOpen={open}
                    onActive={() => setActive(item.index)}
                  />
                );
              })}
        </div>
        {isFetchingNextPage && <div className={styles.more}>{t("state.loading")}</div>}
        <TotalsRow object={object} state={state} fields={fields} />
      </div>
      {picked.size > 0 && (
        <Suspense fallback={null}>
          <BulkBar
            object={object}
            state={state}
            ids={[...picked]}
            rows={rows}
            areAllPicked={areAllPicked}
            onDone={() => setPicked(new Set())}
          />
        </Suspense>
      )}
    </>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}

type HeadCellProps = {
  field: WireField;
  state: ListState;
  isFirst: boolean;
  onWidth: (name: string, width: number, isFinal: boolean) => void;
};

function HeadCell({ field, state, isFirst, onWidth }: HeadCellProps) {
  const { t } = useTranslation();
  const isDown = state.sort === `-${field.name}`;
  const isUp = state.sort === field.name;
  const sort = () =>
    state.set(
      {
        sort: isDown
          ? field.name
          : isUp
            ? undefined
            : isNumeric(field) || field.type.startsWith("date")
              ? `-${field.name}`
              : field.name,
      },
      true,
    );
  const classes = [styles.th, isNumeric(field) ? styles.right : "", isFirst ? `${styles.sticky} ${styles.second}` : ""].join(" ");
  return (
    <div className={classes} role="columnheader" aria-sort={isUp ? "ascending" : isDown ? "descending" : "none"}>
      {field.sortable ? (
        <button
          type="button"
          className={isUp || isDown ? styles.sorted : ""}
          onClick={sort}
          title={t("list.sort_by", { field: field.label })}
        >
          <span>{field.label}</span>
          {isUp && <ArrowUpOutlined className={styles.arrow ?? ""} />}
          {isDown && <ArrowDownOutlined className={styles.arrow ?? ""} />}
        </button>
      ) : (
        <span>{field.label}</span>
      )}
      <Grip onWidth={(next, isFinal) => onWidth(field.name, next, isFinal)} />
    </div>
  );
}

function Grip({ onWidth }: { onWidth: (width: number, isFinal: boolean) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const draw = (x: number, isFinal: boolean) => start.current && onWidth(start.current.width + x - start.current.x, isFinal);
  return (
    <span
      className={styles.grip}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: event.currentTarget.parentElement!.offsetWidth };
      }}
      onPointerMove={(event) => draw(event.clientX, false)}
      onPointerUp={(event) => {
        draw(event.clientX, true);
        start.current = null;
      }}
    />
  );
}

function BoneRow({ fields, top }: { fields: WireField[]; top: number }) {
  return (
    <div className={styles.row} style={{ transform: `translateY(${top}px)` }} aria-hidden="true">
      <div />
      {fields.map((field) => (
        <div key={field.name} className={styles.cell}>
          <div className={styles.bone} />
        </div>
      ))}
    </div>
  );
}
