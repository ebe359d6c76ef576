import type { Filter } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";

export type BoardViewProps = {
  object: WireObject;
  filter?: Filter | undefined;
  q?: string | undefined;
  /** Opens a record in the list's side drawer. */
  onOpen: (id: string) => void;
};

/** The board presentation of a list's view. */
export function BoardView({ object }: BoardViewProps) {
  return <div>{object.label}</div>;
}
