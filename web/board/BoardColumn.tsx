import { Button, Skeleton } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { formatShort } from "../ui/format.ts";
import styles from "./Board.module.css";
import { BoardCard } from "./BoardCard.tsx";
import { canMove, moveTo } from "./board-columns.ts";
import { type BoardScope, type ColumnFigures, useColumnCards } from "./use-board.ts";
import { useDropTarget } from "./use-drop-target.ts";

type BoardColumnProps = {
  object: WireObject;
  option: WireOption;
  targets: WireOption[];
  scope: BoardScope;
  figures: ColumnFigures | undefined;
  loading: boolean;
  dragged: WireRecord | null;
  onMove(record: WireRecord, to: WireOption): void;
  onOpen(record: WireRecord): void;
};

export function BoardColumn({ object, option, targets, scope, figures, loading, dragged, onMove, onOpen }: BoardColumnProps) {
  const { t } = useTranslation();
  const cards = useColumnCards(object, scope, option.value);
  const { ref, over } = useDropTarget<HTMLElement>(option.value);
  const items = cards.data?.pages.flatMap((page) => page.items) ?? [];
  const refused =
    dragged !== null && dragged[object.board!.by] !== option.value && canMove(dragged, moveTo(object, option)) !== true;

  return (
    <section
      ref={ref}
      className={styles.column}
      data-over={over && !refused}
      data-refused={refused}
      aria-label={t("board.column", { name: option.label, count: figures?.count ?? 0 })}
    >
      <header className={styles.columnHead}>
        <h3>{option.label}</h3>
        {option.probability !== undefined && <span className={styles.note}>{option.probability}%</span>}
        <span className={styles.count}>{loading ? "" : (figures?.count ?? 0)}</span>
        {figures?.sum && <span className={styles.sum}>{formatShort(figures.sum)}</span>}
      </header>
      <div className={styles.cards}>
        {cards.isLoading && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {items.map((record) => (
          <BoardCard
            key={record.id}
            object={object}
            record={record}
            column={option.value}
            targets={targets}
            onMove={onMove}
            onOpen={onOpen}
          />
        ))}
        {!cards.isLoading && items.length === 0 && <p className={styles.empty}>{t("board.emptyColumn")}</p>}
        {cards.error && (
          <Button type="link" onClick={() => cards.refetch()}>
            {t("board.retry")}
          </Button>
        )}
        {cards.hasNextPage && <LoadMore busy={cards.isFetchingNextPage} onMore={cards.fetchNextPage} label={t("board.more")} />}
      </div>
    </section>
  );
}

/** Asks for the next cards when it comes near the view; the button serves the keyboard. */
function LoadMore({ busy, onMore, label }: { busy: boolean; onMore(): unknown; label: string }) {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: "300px" });
    if (ref.current) watch.observe(ref.current);
    return () => watch.disconnect();
  }, [onMore]);
  return (
    <div ref={ref} className={styles.more}>
      <Button type="text" size="small" block loading={busy} onClick={() => onMore()}>
        {label}
      </Button>
    </div>
  );
}
