import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { WireObject } from "#engine/wire.ts";
import { NotFound } from "../shell/NotFound.tsx";
import { useMe, useModel } from "../ui/data/model.ts";
import { Page } from "../ui/Page.tsx";
import { useIsPhone } from "../ui/screen.ts";
import { WaitingPage } from "../ui/WaitingPage.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { useFirstView } from "./first-view.ts";
import { ListActions } from "./ListActions.tsx";
import styles from "./ListPage.module.css";
import { ListTools } from "./ListTools.tsx";
import { useListState } from "./list-state.ts";
import { PeriodChips } from "./PeriodChips.tsx";
import { RecordCards } from "./RecordCards.tsx";
import { RecordTable } from "./RecordTable.tsx";
import { ViewTabs } from "./ViewTabs.tsx";
import { useViews } from "./views.ts";

const BoardView = lazy(async () => ({ default: (await import("../board/BoardView.tsx")).BoardView }));
const RecordDrawer = lazy(async () => ({ default: (await import("./RecordDrawer.tsx")).RecordDrawer }));

/** Any object's records, by the path in the URL. */
export function ListPage() {
  const { path } = useParams({ strict: false }) as { path: string };
  const object = useModel().byPath.get(path);
  return object ? <ObjectList key={object.name} object={object} /> : <NotFound />;
}

function ObjectList({ object }: { object: WireObject }) {
  const isPhone = useIsPhone();
  const { user } = useMe();
  const views = useViews(object, user.id);
  const first = useFirstView(object, views);
  const state = useListState(object, views, first);
  const open = (id: string) => state.set({ open: id, tab: undefined });
  if (first === null) {
    return (
      <Page title={object.plural} fill>
        <WaitingPage />
      </Page>
    );
  }
  return (
    <Page title={object.plural} fill actions={<ListActions object={object} state={state} />}>
      <ViewTabs object={object} views={views} state={state} />
      <ListTools object={object} state={state} />
      {isPhone && state.as === "table" && <PeriodChips object={object} state={state} />}
      <FilterChips object={object} state={state} />
      <div className={styles.body}>
        {state.as === "board" ? (
          <Suspense fallback={<WaitingPage />}>
            <BoardView object={object} filter={state.filter} q={state.q} onOpen={open} />
          </Suspense>
        ) : isPhone ? (
          <RecordCards object={object} state={state} />
        ) : (
          <RecordTable object={object} state={state} />
        )}
      </div>
      {state.open !== undefined && (
        <Suspense fallback={null}>
          <RecordDrawer object={object} state={state} id={state.open} />
        </Suspense>
      )}
    </Page>
  );
}
