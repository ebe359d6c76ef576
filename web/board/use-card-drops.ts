import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useEffectEvent, useState } from "react";
import type { WireOption, WireRecord } from "#engine/wire.ts";

/** Follows the card in the hand; tells on which column it was let go. */
export function useCardDrops(columns: WireOption[], onDrop: (record: WireRecord, to: WireOption) => void): WireRecord | null {
  const [dragged, setDragged] = useState<WireRecord | null>(null);
  const dropped = useEffectEvent((record: WireRecord, from: unknown, to: unknown) => {
    const column = columns.find((option) => option.value === to);
    if (column && from !== to) onDrop(record, column);
  });

  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => source.data.record !== undefined,
        onDragStart: ({ source }) => setDragged(source.data.record as WireRecord),
        onDrop: ({ source, location }) => {
          setDragged(null);
          dropped(source.data.record as WireRecord, source.data.column, location.current.dropTargets[0]?.data.column);
        },
      }),
    [],
  );
  return dragged;
}
