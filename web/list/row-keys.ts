import { useEffect } from "react";
import { isTyping } from "../shell/search-keys.ts";

type RowKeys = {
  count: number;
  active: number;
  /** A drawer is open: it has the keys. */
  isBusy: boolean;
  move: (to: number) => void;
  open: () => void;
  pick: () => void;
  leave: () => void;
};

/** j/k or arrows move, Enter opens, x picks, Esc lets go. */
export function useRowKeys(keys: RowKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (keys.isBusy || !isPlain || isTyping(event.target)) return;
      const isOnControl = event.target instanceof HTMLElement && event.target.closest("a, button, [role=tab]") !== null;
      if (event.key === "j" || event.key === "ArrowDown") keys.move(Math.min(keys.active + 1, keys.count - 1));
      else if (event.key === "k" || event.key === "ArrowUp") keys.move(Math.max(keys.active - 1, 0));
      else if (event.key === "Enter" && !isOnControl) keys.open();
      else if (event.key === "x") keys.pick();
      else if (event.key === "Escape") keys.leave();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
