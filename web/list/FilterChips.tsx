import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { without } from "./filter-tree.ts";
import { useFilterWords } from "./filter-words.ts";
import styles from "./ListPage.module.css";
import type { ListState } from "./list-state.ts";

/** What narrows the list beyond the view, each condition removable. A view as it was saved needs no chips: its tab says it. */
export function FilterChips({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const { stated: filter } = state;
  const wordsOf = useFilterWords(object, filter);
  const isOwn = filter !== undefined && filter !== state.view.filter;
  if (!isOwn) return null;
  const parts = "and" in filter ? filter.and : [filter];
  return (
    <div className={styles.chips} style={{ paddingBottom: 10 }}>
      {parts.map((part, index) => {
        const words = wordsOf(part);
        return (
          <span key={words} className={styles.chip} title={words}>
            <span>{words}</span>
            <button
              type="button"
              aria-label={t("filter.remove", { words })}
              onClick={() => state.set({ filter: without(filter, index) ?? { and: [] } })}
            >
              <CloseOutlined />
            </button>
          </span>
        );
      })}
      <Button type="link" size="small" onClick={() => state.set({ filter: undefined })}>
        {t("list.view_reset")}
      </Button>
    </div>
  );
}
