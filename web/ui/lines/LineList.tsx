import type { WireField } from "#engine/wire.ts";
import { useIsPhone } from "../screen.ts";
import { isRight } from "./columns.ts";
import { LineCards } from "./LineCards.tsx";
import { CellValue } from "./LineCell.tsx";
import { LineColumns, leastTable } from "./LineColumns.tsx";
import styles from "./LineTable.module.css";
import { LineTotals } from "./LineTotals.tsx";
import type { LineRow } from "./line-rows.ts";

type LineListProps = { label: string; columns: readonly WireField[]; rows: LineRow[]; currency?: string | undefined };

/** Lines to be read. */
export function LineList({ label, columns, rows, currency }: LineListProps) {
  const isPhone = useIsPhone();
  if (isPhone)
    return (
      <LineCards label={label} columns={columns} editor={{ rows, problems: {}, isFilled: () => true }} currency={currency} />
    );
  return (
    <div className={styles.frame}>
      <table className={styles.table} style={{ minWidth: leastTable(columns, 0) }} aria-label={label}>
        <LineColumns columns={columns} tools={0} />
        <thead>
          <tr>
            <th scope="col" aria-label="#" />
            {columns.map((field) => (
              <th key={field.key} scope="col" className={isRight(field) ? styles.right : ""} title={field.help}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <th scope="row" className={styles.handle}>
                <span className={styles.number}>{index + 1}</span>
              </th>
              {columns.map((field) => (
                <td key={field.key} className={isRight(field) ? styles.right : ""}>
                  <CellValue field={field} row={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <LineTotals columns={columns} rows={rows} currency={currency} before={1} after={0} />
      </table>
    </div>
  );
}
