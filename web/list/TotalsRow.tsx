// biome-ignore-all lint/a11y/useSemanticElements: a row of the table that draws its rows itself
// biome-ignore-all lint/a11y/useFocusableInteractive: keys move between rows; a sum is not one of them
import { useTranslation } from "react-i18next";
import type { WireField, WireObject } from "#engine/wire.ts";
import { useMe } from "../ui/data/model.ts";
import { isNumeric } from "./column-widths.ts";
import type { ListState } from "./list-state.ts";
import styles from "./RecordTable.module.css";
import { totalText, useTotals } from "./totals.ts";

/** The sums of all rows the list asks for, each below its column, in sight wherever one scrolls. */
export function TotalsRow({ object, state, fields }: { object: WireObject; state: ListState; fields: WireField[] }) {
  const { t } = useTranslation();
  const { company } = useMe();
  const totals = useTotals(object, state);
  if (!totals.some(({ field }) => fields.includes(field))) return null;
  return (
    <div className={styles.totals} role="row">
      <div className={`${styles.sticky} ${styles.first}`} role="cell" />
      {fields.map((field, index) => {
        const total = totals.find((one) => one.field === field);
        const classes = [
          styles.cell,
          isNumeric(field) ? styles.right : "",
          index === 0 ? `${styles.sticky} ${styles.second}` : "",
        ];
        return (
          <div key={field.name} className={classes.join(" ")} role="cell">
            {index === 0 && <span>{t("list.total")}</span>}
            {total && (
              <span className="tabular" title={t("list.total_in", { currency: company.currency })}>
                {totalText(total)}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
