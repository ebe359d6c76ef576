import { AppstoreOutlined, BarsOutlined, FilterOutlined, SearchOutlined } from "@ant-design/icons";
import { Badge, Button, Input, Segmented, Tooltip } from "antd";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { useCount } from "../ui/data/records.ts";
import { useIsPhone } from "../ui/screen.ts";
import { ColumnChooser } from "./ColumnChooser.tsx";
import { conditionsIn } from "./filter-tree.ts";
import styles from "./ListPage.module.css";
import type { ListState } from "./list-state.ts";
import { PeriodChips } from "./PeriodChips.tsx";

const FilterPanel = lazy(async () => ({ default: (await import("./FilterPanel.tsx")).FilterPanel }));

const SETTLED_MS = 250;

export function ListTools({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [isFiltering, setFiltering] = useState(false);
  const conditions = conditionsIn(state.stated);
  return (
    <div className={styles.tools}>
      <SearchBox object={object} state={state} />
      <Badge count={isPhone ? conditions : 0} size="small">
        <Button icon={<FilterOutlined />} onClick={() => setFiltering(true)} aria-label={t("list.filter")}>
          {isPhone ? null : t("list.filter")}
        </Button>
      </Badge>
      {!isPhone && <Total object={object} state={state} />}
      {!isPhone && <PeriodChips object={object} state={state} />}
      <div className={styles.gap} hidden={isPhone} />
      {object.board && (
        <Segmented
          value={state.as}
          aria-label={t("list.presentation")}
          options={[
            {
              value: "table",
              icon: (
                <Tooltip title={t("list.as_table")}>
                  <BarsOutlined aria-label={t("list.as_table")} />
                </Tooltip>
              ),
            },
            {
              value: "board",
              icon: (
                <Tooltip title={t("list.as_board")}>
                  <AppstoreOutlined aria-label={t("list.as_board")} />
                </Tooltip>
              ),
            },
          ]}
          onChange={(as) => state.set({ as: as as "table" | "board" })}
        />
      )}
      {!isPhone && state.as === "table" && <ColumnChooser object={object} state={state} />}
      {isFiltering && (
        <Suspense fallback={null}>
          <FilterPanel object={object} state={state} onClose={() => setFiltering(false)} />
        </Suspense>
      )}
    </div>
  );
}

function SearchBox({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const { set, q } = state;
  const [typed, setTyped] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(q), [q]);
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set({ q: words === "" ? undefined : words }, true), SETTLED_MS);
  };
  return (
    <Input
      className={styles.search ?? ""}
      prefix={<SearchOutlined />}
      allowClear
      value={typed}
      placeholder={t("list.search", { objects: object.plural })}
      aria-label={t("list.search", { objects: object.plural })}
      onChange={(event) => type(event.target.value)}
    />
  );
}

/** The number of rows is asked for by itself: the rows never wait for it. */
function Total({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const count = useCount(object.name, { ...(state.filter ? { filter: state.filter } : {}), ...(state.q ? { q: state.q } : {}) });
  if (count.data === undefined) return <span className={styles.count} />;
  const words = new Intl.NumberFormat().format(count.data.count);
  return (
    <span className={styles.count} role="status">
      {t(count.data.exact ? "list.count" : "list.count_about", { count: words as never })}
    </span>
  );
}
