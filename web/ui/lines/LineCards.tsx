import { useTranslation } from "react-i18next";
import type { WireField, WireReference } from "#engine/wire.ts";
import { formatMoney } from "../format.ts";
import { CellValue } from "./LineCell.tsx";
import styles from "./LineTable.module.css";
import { sumOfColumn } from "./line-figures.ts";
import type { LineRow } from "./line-rows.ts";
import type { LinesEditor } from "./lines-editor.ts";

type LineCardsProps = {
  label: string;
  columns: readonly WireField[];
  editor: Pick<LinesEditor, "rows" | "problems" | "isFilled">;
  currency: string | undefined;
  /** Absent where lines are only read. */
  onOpen?: (key: string) => void;
};

/** On a phone a line is a card: what it is, how much, what it comes to. A tap opens all of it. */
export function LineCards({ label, columns, editor, currency, onOpen }: LineCardsProps) {
  const { t } = useTranslation();
  const result = columns.findLast((field) => field.type === "money");
  const isWrong = (row: LineRow) => columns.some((field) => editor.problems[`${row.key}.${field.key}`] !== undefined);
  const content = (row: LineRow, number: number) => {
    const [lead, ...facts] = columns.filter((field) => field !== result && !isNothing(field, row.values[field.key]));
    return (
      <>
        <span className={styles.cardTop}>
          <span className={styles.cardName}>
            {lead && editor.isFilled(row) ? <CellValue field={lead} row={row} linked={false} /> : t("lines.blank", { number })}
          </span>
          {result && (
            <b className="tabular">
              <CellValue field={result} row={row} />
            </b>
          )}
        </span>
        <span className={styles.cardFacts}>
          {facts
            .filter((field) => lead === undefined || wordOf(row, field) !== wordOf(row, lead))
            .map((field) => (
              <span key={field.key}>
                {field.label} <CellValue field={field} row={row} linked={false} />
              </span>
            ))}
        </span>
      </>
    );
  };
  return (
    <>
      <ul className={styles.cards} aria-label={label}>
        {editor.rows.map((row, index) => (
          <li key={row.key}>
            {onOpen ? (
              <button type="button" className={styles.card} data-wrong={isWrong(row)} onClick={() => onOpen(row.key)}>
                {content(row, index + 1)}
              </button>
            ) : (
              <div className={styles.card}>{content(row, index + 1)}</div>
            )}
          </li>
        ))}
      </ul>
      {result && (
        <div className={styles.cardTotal}>
          <span>{t("lines.total_of", { field: result.label })}</span>
          <b className="tabular">{formatMoney(sumOfColumn(editor.rows, result, columns), currency)}</b>
        </div>
      )}
    </>
  );
}

/** A product and the line it fills in are called the same more often than not: once is enough. */
function wordOf({ known, values }: LineRow, { key }: WireField): unknown {
  return (known[key] as WireReference | null | undefined)?.title ?? values[key];
}

/** No discount is no fact, and neither is what does not hold. */
function isNothing(field: WireField, value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || value === false || (field.type === "percent" && Number(value) === 0)
  );
}
