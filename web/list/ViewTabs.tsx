import { MoreOutlined, TeamOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, type MenuProps } from "antd";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import styles from "./ListPage.module.css";
import type { ListState } from "./list-state.ts";
import { type ListView, useViewWrites } from "./views.ts";

/** Fetched when the menu that leads to it opens, so that it is there when asked for. */
const fetchSaveDialog = () => import("./SaveViewDialog.tsx");
const SaveViewDialog = lazy(async () => ({ default: (await fetchSaveDialog()).SaveViewDialog }));

type ViewTabsProps = { object: WireObject; views: ListView[]; state: ListState };

export function ViewTabs({ object, views, state }: ViewTabsProps) {
  const { t } = useTranslation();
  const [isNaming, setNaming] = useState(false);
  const menu = useViewMenu(object, state, () => setNaming(true));

  const asSaved = { filter: undefined, sort: undefined, columns: undefined, as: undefined, open: undefined };
  // A period chosen stays while one looks around, but for views that have their own.
  const choose = (view: ListView) => state.set({ view: view.id, ...asSaved, ...(view.period ? { period: undefined } : {}) });
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const next = views[(views.indexOf(state.view) + step + views.length) % views.length];
    if (next) choose(next);
    (event.currentTarget.children[views.indexOf(next!)] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className={styles.tabs}>
      <div className={styles.tablist} role="tablist" aria-label={t("list.views")} onKeyDown={onKey}>
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={view.id === state.view.id}
            tabIndex={view.id === state.view.id ? 0 : -1}
            ref={view.id === state.view.id ? showTab : null}
            onClick={() => choose(view)}
          >
            {view.label}
            {view.saved?.shared && <TeamOutlined aria-label={t("list.shared")} />}
            {view.id === state.view.id && state.isChanged && <span className={styles.dot} title={t("list.changed")} />}
          </button>
        ))}
      </div>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={menu}
        onOpenChange={(isOpen) => isOpen && void fetchSaveDialog()}
      >
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t("list.view_menu")} />
      </Dropdown>
      {isNaming && (
        <Suspense fallback={null}>
          <SaveViewDialog object={object} state={state} onClose={() => setNaming(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The chosen view is in sight, however many there are. */
function showTab(tab: HTMLButtonElement | null): void {
  tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function useViewMenu(object: WireObject, state: ListState, name: () => void): MenuProps {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const writes = useViewWrites(object.name);
  const { view } = state;
  const isMine = view.saved?.isMine === true;
  const asSaved = { period: undefined, filter: undefined, sort: undefined, columns: undefined, as: undefined };

  const tell = async (work: Promise<unknown>, done: string) => {
    try {
      await work;
      feedback.done(done);
    } catch (error) {
      feedback.error(textOf(problemOf(error)));
    }
  };
  const save = async () => {
    const values = {
      filter: state.stated ?? null,
      period: state.period,
      sort: state.sort,
      columns: state.columns,
      presentation: state.as,
    };
    await writes.change(view, values);
    state.set(asSaved, true);
  };
  const remove = () =>
    modal.confirm({
      title: t("list.view_delete_ask", { name: view.label }),
      okText: t("action.delete"),
      okButtonProps: { danger: true },
      onOk: async () => {
        await tell(writes.remove(view), t("list.view_deleted"));
        state.set({ ...asSaved, view: undefined });
      },
    });
  return {
    items: [
      { key: "new", label: t("list.view_save_as") },
      { key: "save", label: t("list.view_save"), disabled: !isMine || !state.isChanged },
      { key: "reset", label: t("list.view_reset"), disabled: !state.isChanged },
      ...(isMine
        ? [
            { key: "share", label: t(view.saved?.shared ? "list.view_unshare" : "list.view_share") },
            { type: "divider" as const },
            { key: "delete", label: t("list.view_delete"), danger: true },
          ]
        : []),
    ],
    onClick: ({ key }) => {
      if (key === "new") name();
      if (key === "save") void tell(save(), t("list.view_saved"));
      if (key === "reset") state.set(asSaved);
      if (key === "share") void tell(writes.change(view, { shared: !view.saved?.shared }), t("list.view_saved"));
      if (key === "delete") remove();
    },
  };
}
