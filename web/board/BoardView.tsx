import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { useCompany } from "../ui/navigation.ts";
import { Board } from "./Board.tsx";

export type BoardViewProps = {
  object: WireObject;
  filter?: Filter | undefined;
  q?: string | undefined;
  /** Opens a record in the list's side drawer. */
  onOpen: (id: string) => void;
};

/** The board presentation of a list's view. */
export function BoardView({ object, filter, q, onOpen }: BoardViewProps) {
  const company = useCompany();
  const navigate = useNavigate();
  const { type } = useSearch({ strict: false }) as { type?: string };
  const sort = object.views.find((view) => view.presentation === "board")?.sort;
  const scope = useMemo(
    () => ({ ...(filter ? { filter } : {}), ...(q ? { q } : {}), ...(sort ? { sort } : {}) }),
    [filter, q, sort],
  );

  const chooseType = (chosen: string) =>
    void navigate({ to: ".", search: (known: object) => ({ ...known, type: chosen }), replace: true } as never);
  const showRows = (column: string) =>
    void navigate({
      to: "/$company/$path",
      params: { company, path: object.path },
      search: { view: "all", as: "table", filter: { field: object.board!.by, op: "eq", value: column } },
    } as never);
  return (
    <Board
      object={object}
      scope={scope}
      recordType={type}
      onRecordType={chooseType}
      onOpen={(record) => onOpen(record.id)}
      onColumn={showRows}
    />
  );
}
