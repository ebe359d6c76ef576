import { EllipsisOutlined } from "@ant-design/icons";
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Button, Dropdown } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { fieldsOf } from "../ui/data/model.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import styles from "./Board.module.css";
import { canMove, moveTo, outcomeOf } from "./board-columns.ts";

type BoardCardProps = {
  object: WireObject;
  record: WireRecord;
  column: string;
  targets: WireOption[];
  onMove(record: WireRecord, to: WireOption): void;
  onOpen(record: WireRecord): void;
};

export function BoardCard({ object, record, column, targets, onMove, onOpen }: BoardCardProps) {
  const ref = useRef<HTMLElement>(null);
  const [inHand, setInHand] = useState(false);
  const title = String(record[object.title] ?? "");
  const names = object.board!.card.filter((name) => name !== object.title && name !== object.board!.by && record[name] != null);
  const facts = fieldsOf(object, names);
  const whom = facts.filter((field) => field.type === "reference" && field.to !== "user");
  const rest = facts.filter((field) => !whom.includes(field));
  const isOpen = targets.some((target) => target.value === column && outcomeOf(target) === "open");

  useEffect(() => {
    if (ref.current === null) return;
    return draggable({
      element: ref.current,
      getInitialData: () => ({ record, column }),
      onDragStart: () => setInHand(true),
      onDrop: () => setInHand(false),
    });
  }, [record, column]);

  return (
    <article ref={ref} className={styles.card} data-in-hand={inHand} aria-label={title}>
      <div className={styles.cardHead}>
        <button type="button" className={styles.cardTitle} onClick={() => onOpen(record)}>
          {title}
        </button>
        <MoveMenu object={object} record={record} column={column} targets={targets} title={title} onMove={onMove} />
      </div>
      {whom.map((field) => (
        <div key={field.name} className={styles.whom}>
          <FieldValue field={field} value={record[field.name]} compact />
        </div>
      ))}
      <div className={styles.facts}>
        {rest.map((field) => (
          <span
            key={field.name}
            className={styles.fact}
            data-type={field.type}
            data-past={isOpen && isPast(field, record[field.name])}
            title={field.label}
          >
            <FieldValue field={field} value={record[field.name]} compact />
          </span>
        ))}
      </div>
    </article>
  );
}

/** A day that has gone by in an open column was a promise. */
function isPast(field: WireField, value: unknown): boolean {
  return field.type === "date" && typeof value === "string" && value < new Date().toLocaleDateString("sv-SE");
}

type MoveMenuProps = Omit<BoardCardProps, "onOpen"> & { title: string };

/** The way to move a card without dragging: by keyboard, screen reader and thumb. */
function MoveMenu({ object, record, column, targets, title, onMove }: MoveMenuProps) {
  const { t } = useTranslation();
  const wordsOf = useProblemText();
  const items = targets
    .filter((target) => target.value !== column)
    .flatMap((target) => {
      const allowed = canMove(record, moveTo(object, target));
      if (allowed === undefined) return [];
      const why = allowed === true ? undefined : wordsOf(allowed);
      return [
        { key: target.value, label: target.label, title: why, disabled: allowed !== true, onClick: () => onMove(record, target) },
      ];
    });
  if (items.length === 0) return null;

  return (
    <Dropdown trigger={["click"]} menu={{ items: [{ type: "group", label: t("board.moveTo"), children: items }] }}>
      <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={t("board.moveCard", { title })} />
    </Dropdown>
  );
}
