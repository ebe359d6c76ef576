import type { KeyboardEvent } from "react";

export type CellAt = { row: number; column: number };

export type GridMove =
  | { kind: "to"; at: CellAt }
  /** The first cell of a line that is not there yet. */
  | { kind: "append" }
  | { kind: "shift"; by: -1 | 1 }
  | { kind: "remove" }
  | { kind: "restore" };

type Grid = { rows: number; columns: number };

/**
 * What a key means in a cell, as spreadsheets have it: Enter goes to the next line, Tab to the next cell, arrows to the
 * neighbours, Alt with an arrow moves the line, Esc takes back what was typed. Null leaves the key to the control.
 */
export function moveFor(event: KeyboardEvent<HTMLElement>, { row, column }: CellAt, grid: Grid): GridMove | null {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return null;
  const control = event.target as HTMLInputElement;
  // An open list has the keys until something is chosen in it.
  if (control.getAttribute("aria-expanded") === "true" && event.key !== "Tab") return null;
  const last = { row: grid.rows - 1, column: grid.columns - 1 };
  const to = (at: CellAt): GridMove => ({ kind: "to", at });

  if (event.altKey) {
    if (event.key === "ArrowUp") return { kind: "shift", by: -1 };
    if (event.key === "ArrowDown") return { kind: "shift", by: 1 };
    return event.key === "Delete" || event.key === "Backspace" ? { kind: "remove" } : null;
  }
  if (event.key === "Tab" && event.shiftKey) {
    if (column > 0) return to({ row, column: column - 1 });
    return row > 0 ? to({ row: row - 1, column: last.column }) : null;
  }
  if (event.key === "Tab") {
    if (column < last.column) return to({ row, column: column + 1 });
    return row < last.row ? to({ row: row + 1, column: 0 }) : { kind: "append" };
  }
  if (event.key === "Enter") return row < last.row ? to({ row: row + 1, column }) : { kind: "append" };
  if (event.key === "Escape") return { kind: "restore" };
  if (event.key === "ArrowUp") return row > 0 ? to({ row: row - 1, column }) : null;
  if (event.key === "ArrowDown") return row < last.row ? to({ row: row + 1, column }) : null;
  if (event.key === "ArrowLeft" && column > 0 && caretIsAt("start", control)) return to({ row, column: column - 1 });
  if (event.key === "ArrowRight" && column < last.column && caretIsAt("end", control)) return to({ row, column: column + 1 });
  return null;
}

/** With everything selected, as a cell is when one comes to it, both ends are at hand. */
function caretIsAt(end: "start" | "end", control: HTMLInputElement): boolean {
  const { selectionStart: from, selectionEnd: to, value } = control;
  if (typeof value !== "string" || (from === 0 && to === value.length)) return true;
  return from === to && from === (end === "start" ? 0 : value.length);
}
