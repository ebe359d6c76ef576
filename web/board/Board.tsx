import { Segmented } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { allOf } from "../ui/all-of.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { useIsPhone } from "../ui/screen.ts";
import styles from "./Board.module.css";
import { BoardColumn } from "./BoardColumn.tsx";
import { boardTypes, byField, canMove, columnsOf, moveTo, outcomeOf } from "./board-columns.ts";
import { ClosedZones } from "./ClosedZones.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { type BoardScope, useColumnFigures, useMoveCard } from "./use-board.ts";
import { useCardDrops } from "./use-card-drops.ts";

export type BoardProps = {
  object: WireObject;
  scope: BoardScope;
  recordType?: string | undefined;
  onRecordType(type: string): void;
  onOpen(record: WireRecord): void;
  /** Shows the rows of one column, for the closed ones that keep no cards here. */
  onColumn(column: string): void;
};

type Asking = { record: WireRecord; to: WireOption };

/** A view's records as cards in the columns of the object's board field. */
export function Board({ object, scope, recordType, onRecordType, onOpen, onColumn }: BoardProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const types = boardTypes(object);
  const type = types.length === 0 ? undefined : (types.find((one) => one.value === recordType) ?? types[0])?.value;
  const { open, closed } = columnsOf(object, type);
  const narrowed = useMemo(() => narrow(scope, type), [scope, type]);
  const figures = useColumnFigures(object, narrowed);
  const [asking, setAsking] = useState<Asking | null>(null);
  const move = useMoveCard(object);
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const refuse = (error: unknown) => feedback.error(wordsOf(problemOf(error)));
  const columns = useRef<HTMLDivElement>(null);

  const drop = (record: WireRecord, to: WireOption) => {
    const planned = moveTo(object, to);
    if (planned === null || canMove(record, planned) !== true) return;
    // How it ended is worth a word even when nothing is required.
    if (planned.asks.length > 0 || outcomeOf(to) !== "open") setAsking({ record, to });
    else move.mutate({ record, to: to.value, move: planned, input: {} }, { onError: refuse });
  };
  const dragged = useCardDrops([...open, ...closed], drop);

  return (
    <div className={styles.board}>
      {types.length > 1 && (
        <Segmented
          className={styles.types}
          aria-label={t("board.recordType")}
          options={types.map((one) => ({ value: one.value, label: one.label }))}
          value={type}
          onChange={onRecordType}
        />
      )}
      {isPhone && <ColumnPicker columns={open} container={columns} counts={figures.data} label={byField(object).label} />}
      <div className={styles.columns} ref={columns}>
        {open.map((option) => (
          <BoardColumn
            key={option.value}
            object={object}
            option={option}
            targets={[...open, ...closed]}
            scope={narrowed}
            figures={figures.data?.get(option.value)}
            loading={figures.isLoading}
            dragged={dragged}
            onMove={drop}
            onOpen={onOpen}
          />
        ))}
      </div>
      <ClosedZones object={object} options={closed} figures={figures.data} dragged={dragged} onOpen={onColumn} />
      {asking && (
        <MoveDialog
          object={object}
          record={asking.record}
          option={asking.to}
          onConfirm={(input) =>
            move.mutateAsync({ record: asking.record, to: asking.to.value, move: moveTo(object, asking.to)!, input })
          }
          onDone={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function narrow(scope: BoardScope, type: string | undefined): BoardScope {
  if (type === undefined) return scope;
  return { ...scope, filter: allOf([scope.filter, { field: "recordType", op: "eq", value: type }]) };
}

type PickerProps = {
  columns: WireOption[];
  container: React.RefObject<HTMLDivElement | null>;
  counts: ReadonlyMap<string, { count: number }> | undefined;
  label: string;
};

/** On a phone one column fills the width; the picker and a swipe move between them. */
function ColumnPicker({ columns, container, counts, label }: PickerProps) {
  const [at, setAt] = useState(0);
  const show = (index: number) => {
    setAt(index);
    container.current?.children[index]?.scrollIntoView({ behavior: "smooth", inline: "start", block: "nearest" });
  };

  return (
    <Segmented
      className={styles.picker}
      aria-label={label}
      value={at}
      onChange={show}
      options={columns.map((column, index) => ({
        value: index,
        label: `${column.label} ${counts?.get(column.value)?.count ?? 0}`,
      }))}
    />
  );
}
