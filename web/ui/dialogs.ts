import { type ComponentType, createContext } from "react";
import type { WireAction, WireObject, WireRecord } from "#engine/wire.ts";

export type ActionDialogProps = {
  object: WireObject;
  action: WireAction;
  record?: WireRecord;
  title?: string;
  /** Does it; a refusal thrown here is shown in the dialog, at its field where it has one. */
  perform: (input: Record<string, unknown>, key: string) => Promise<unknown>;
  onClose: () => void;
};

export type OwnDialogProps = ActionDialogProps & { record: WireRecord };

/** Dialogs that the product draws itself, by `object.action`; every other action is asked for by its input alone. */
export const OwnDialogs = createContext<ReadonlyMap<string, ComponentType<OwnDialogProps>>>(new Map());
