import { useTranslation } from "react-i18next";
import type { WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { formatShort } from "../ui/format.ts";
import styles from "./Board.module.css";
import { canMove, moveTo, outcomeOf } from "./board-columns.ts";
import type { ColumnFigures } from "./use-board.ts";
import { useDropTarget } from "./use-drop-target.ts";

type ClosedZonesProps = {
  object: WireObject;
  options: WireOption[];
  figures: ReadonlyMap<string, ColumnFigures> | undefined;
  dragged: WireRecord | null;
  onOpen(column: string): void;
};

/** Won and lost: places to drop a card and figures to open, without cards of their own. */
export function ClosedZones({ object, options, figures, dragged, onOpen }: ClosedZonesProps) {
  if (options.length === 0) return null;
  return (
    <div className={styles.closed} data-dragging={dragged !== null}>
      {options.map((option) => (
        <Zone
          key={option.value}
          object={object}
          option={option}
          figures={figures?.get(option.value)}
          dragged={dragged}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

type ZoneProps = Omit<ClosedZonesProps, "options" | "figures"> & { option: WireOption; figures: ColumnFigures | undefined };

function Zone({ object, option, figures, dragged, onOpen }: ZoneProps) {
  const { t } = useTranslation();
  const { ref, over } = useDropTarget<HTMLButtonElement>(option.value);
  const refused = dragged !== null && canMove(dragged, moveTo(object, option)) !== true;

  return (
    <button
      ref={ref}
      type="button"
      className={styles.zone}
      data-outcome={outcomeOf(option)}
      data-over={over && !refused}
      data-refused={refused}
      onClick={() => onOpen(option.value)}
    >
      <strong>{dragged && !refused ? t("board.dropAs", { name: option.label }) : option.label}</strong>
      {figures && <span className={styles.count}>{t("board.deals", { count: figures.count })}</span>}
      {!figures && <span className={styles.count}>{t("board.openRows")}</span>}
      {figures?.sum && <span className={styles.sum}>{formatShort(figures.sum)}</span>}
    </button>
  );
}
