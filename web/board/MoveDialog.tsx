import { useTranslation } from "react-i18next";
import type { WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { ActionDialog } from "../ui/ActionDialog.tsx";
import { moveTo, stillAsking } from "./board-columns.ts";

type MoveDialogProps = {
  object: WireObject;
  record: WireRecord;
  option: WireOption;
  onConfirm(input: Record<string, unknown>): Promise<unknown>;
  onDone(): void;
};

/** Asks at the drop for what the move cannot do without, e.g. why a deal was lost. */
export function MoveDialog({ object, record, option, onConfirm, onDone }: MoveDialogProps) {
  const { t } = useTranslation();
  return (
    <ActionDialog
      object={object}
      action={stillAsking(moveTo(object, option)!)}
      record={record}
      title={t("board.moveTitle", { title: record[object.title], name: option.label })}
      perform={onConfirm}
      onClose={onDone}
    />
  );
}
