import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef, useState } from "react";

/** Makes an element a place where a card may be let go, and says whether one hovers over it. */
export function useDropTarget<T extends HTMLElement>(column: string): { ref: RefObject<T | null>; over: boolean } {
  const ref = useRef<T>(null);
  const [over, setOver] = useState(false);

  useEffect(() => {
    if (ref.current === null) return;
    return dropTargetForElements({
      element: ref.current,
      canDrop: ({ source }) => source.data.record !== undefined,
      getData: () => ({ column }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [column]);
  return { ref, over };
}
