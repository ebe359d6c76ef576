import { useTranslation } from "react-i18next";
import type { WireField } from "#engine/wire.ts";
import { formatMoney } from "../format.ts";
import styles from "./LineTable.module.css";
import { sumOfColumn } from "./line-figures.ts";
import type { LineRow } from "./line-rows.ts";

type LineTotalsProps = {
  columns: readonly WireField[];
  rows: readonly LineRow[];
  currency: string | undefined;
  /** Cells of the table before and after the columns. */
  before: number;
  after: number;
};

/** What the amounts come to, below their columns, with every key that is typed. */
export function LineTotals({ columns, rows, currency, before, after }: LineTotalsProps) {
  const { t } = useTranslation();
  if (!columns.some((field) => field.type === "money")) return null;
  return (
    <tfoot>
      <tr>
        {before > 0 && <td colSpan={before} />}
        {columns.map((field, index) => (
          <td key={field.key} className={field.type === "money" ? styles.right : ""}>
            {index === 0 && t("lines.total")}
            {field.type === "money" && (
              <span className="tabular">{formatMoney(sumOfColumn(rows, field, columns), currency)}</span>
            )}
          </td>
        ))}
        {after > 0 && <td colSpan={after} />}
      </tr>
    </tfoot>
  );
}
