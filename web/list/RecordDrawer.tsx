import { DownOutlined, ExpandOutlined, UpOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Drawer, Space, Tooltip } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ListPage, WireObject } from "#engine/wire.ts";
import { RecordBones } from "../record/RecordPage.tsx";
import { RecordView } from "../record/RecordView.tsx";
import type { ListSearch } from "../routes.tsx";
import { noteVisit } from "../shell/visited.ts";
import { useRecord } from "../ui/data/records.ts";
import { Failure } from "../ui/Failure.tsx";
import { useCompany } from "../ui/navigation.ts";
import { useIsPhone } from "../ui/screen.ts";
import type { ListState } from "./list-state.ts";
import { rowsQuery } from "./rows-query.ts";

/** A record beside its list: the list stays where it was, its neighbours are one key away. */
export function RecordDrawer({ object, state, id }: { object: WireObject; state: ListState; id: string }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const company = useCompany();
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as ListSearch;
  const record = useRecord(object.name, id);
  const { before, after } = useNeighbours(object, state, id);
  const title = record.data ? String(record.data[object.title] ?? "") : "";
  useEffect(() => {
    if (title !== "") noteVisit({ object: object.name, id, title });
  }, [object.name, id, title]);

  const close = () => state.set({ open: undefined, tab: undefined });
  const go = (to: string | undefined) => to !== undefined && state.set({ open: to }, true);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isInField =
        event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable=true]") !== null;
      if (isInField || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "j") go(after);
      if (event.key === "k") go(before);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  return (
    <Drawer
      open
      mask={{ closable: true, enabled: isPhone }}
      size={isPhone ? "100%" : 640}
      onClose={close}
      aria-label={title || object.label}
      styles={{ header: { padding: "8px 16px", minHeight: 48 } }}
      extra={
        <Space size={4}>
          <Tooltip title={t("record.previous")}>
            <Button
              type="text"
              icon={<UpOutlined />}
              disabled={before === undefined}
              aria-label={t("record.previous")}
              onClick={() => go(before)}
            />
          </Tooltip>
          <Tooltip title={t("record.next")}>
            <Button
              type="text"
              icon={<DownOutlined />}
              disabled={after === undefined}
              aria-label={t("record.next")}
              onClick={() => go(after)}
            />
          </Tooltip>
          <Tooltip title={t("record.full")}>
            <Button
              type="text"
              icon={<ExpandOutlined />}
              aria-label={t("record.full")}
              onClick={() => void navigate({ to: "/$company/$path/$id", params: { company, path: object.path, id } })}
            />
          </Tooltip>
        </Space>
      }
    >
      {record.isError && <Failure error={record.error} retry={() => void record.refetch()} />}
      {record.isPending && <RecordBones />}
      {record.data && (
        <RecordView
          key={id}
          object={object}
          record={record.data}
          layout="drawer"
          tab={tab}
          onTab={(next) => state.set({ tab: next }, true)}
          onGone={close}
        />
      )}
    </Drawer>
  );
}

/** The rows above and below among those the list has read. */
function useNeighbours(
  object: WireObject,
  state: ListState,
  id: string,
): { before: string | undefined; after: string | undefined } {
  const client = useQueryClient();
  const pages = client.getQueryData<{ pages: ListPage[] }>(["records", object.name, "pages", rowsQuery(object, state)]);
  const ids = pages?.pages.flatMap((page) => page.items.map((row) => row.id)) ?? [];
  const at = ids.indexOf(id);
  return at < 0 ? { before: undefined, after: undefined } : { before: ids[at - 1], after: ids[at + 1] };
}
