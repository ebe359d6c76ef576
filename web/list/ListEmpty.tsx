import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { useMe } from "../ui/data/model.ts";
import { Empty } from "../ui/Empty.tsx";
import type { ListState } from "./list-state.ts";

/** Nothing at all says what to do first; nothing under a filter says how to see more. */
export function ListEmpty({ object, state }: { object: WireObject; state: ListState }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { company } = useMe();
  if (state.filter !== undefined || state.q !== "") {
    const all = object.views.find((view) => view.filter === undefined);
    const isNarrowed = state.isChanged || state.q !== "" || state.period !== "all";
    const clear = () =>
      state.set({ filter: undefined, sort: undefined, columns: undefined, q: undefined, period: state.view.period && "all" });
    return (
      <Empty title={t("list.none_here", { objects: object.plural, view: state.view.label })} text={t("list.none_here_text")}>
        {isNarrowed && <Button onClick={clear}>{t("list.view_reset")}</Button>}
        {!isNarrowed && all && (
          <Button onClick={() => state.set({ view: all.name })}>{t("list.show_all", { view: all.label })}</Button>
        )}
      </Empty>
    );
  }
  const create = () =>
    void navigate({ to: ".", search: (before: Record<string, unknown>) => ({ ...before, create: object.name }) } as never);
  return (
    <Empty title={t("list.none_yet", { object: object.plural })} text={object.empty}>
      {object.may.create && (
        <Button type="primary" onClick={create}>
          {t("action.create_object", { object: object.label })}
        </Button>
      )}
      {object.may.import && (
        <Button
          onClick={() =>
            void navigate({ to: "/$company/import", params: { company: company.slug }, search: { object: object.name } })
          }
        >
          {t("list.import")}
        </Button>
      )}
    </Empty>
  );
}
