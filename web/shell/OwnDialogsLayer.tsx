import { type ComponentType, lazy, type ReactNode } from "react";
import { dialogs } from "#crm/pages.ts";
import { type OwnDialogProps, OwnDialogs } from "../ui/dialogs.ts";

const own = new Map<string, ComponentType<OwnDialogProps>>(
  dialogs.map(({ object, action, load }) => [`${object}.${action}`, lazy(async () => ({ default: await load() }))]),
);

/** The product's own dialogs, fetched when one is opened. */
export function OwnDialogsLayer({ children }: { children: ReactNode }) {
  return <OwnDialogs value={own}>{children}</OwnDialogs>;
}
