import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./SortableTable.module.css";

type Column<Row> = { title: string; value: (row: Row) => number; show: (row: Row) => ReactNode };
type Sort = { by: number; isUp: boolean };

type SortableTableProps<Row> = {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What a row is about. */
  head: { title: string; show: (row: Row) => ReactNode };
  columns: readonly Column<Row>[];
};

const SHOWN = 12;

/** A few rows of figures, each column sortable; as they come until one is chosen. Ant Design's table would be fetched for this alone. */
export function SortableTable<Row>({ label, rows, rowKey, head, columns }: SortableTableProps<Row>) {
  const { t } = useTranslation();
  const [sort, setSort] = useState<Sort | null>(null);
  const [isWhole, setWhole] = useState(false);
  const ordered = sort === null ? rows : sorted(rows, columns[sort.by]!.value, sort.isUp);
  return (
    <>
      <div className={styles.frame}>
        <table className={styles.table} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{head.title}</th>
              {columns.map(({ title }, by) => (
                <th key={title} scope="col" aria-sort={sort?.by === by ? (sort.isUp ? "ascending" : "descending") : "none"}>
                  <button type="button" onClick={() => setSort(next(sort, by))}>
                    {title}
                    <span className={styles.carets} aria-hidden="true">
                      <CaretUpFilled />
                      <CaretDownFilled />
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, isWhole ? undefined : SHOWN).map((row) => (
              <tr key={rowKey(row)}>
                <th scope="row">{head.show(row)}</th>
                {columns.map(({ title, show }) => (
                  <td key={title}>{show(row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN && !isWhole && (
        <Button type="link" block onClick={() => setWhole(true)}>
          {t("state.show_all", { count: rows.length })}
        </Button>
      )}
    </>
  );
}

/** The most first, then the least, then as they came. */
function next(sort: Sort | null, by: number): Sort | null {
  if (sort?.by !== by) return { by, isUp: false };
  return sort.isUp ? null : { by, isUp: true };
}

function sorted<Row>(rows: readonly Row[], value: (row: Row) => number, isUp: boolean): Row[] {
  return rows.toSorted((a, b) => (isUp ? value(a) - value(b) : value(b) - value(a)));
}
