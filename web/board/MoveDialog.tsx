import { Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { ActionFields } from "../ui/fields/ActionFields.tsx";
import { moveTo } from "./board-columns.ts";

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
  const [form] = Form.useForm();
  const [busy, setBusy] = useState(false);
  const { action, input } = moveTo(object, option)!;

  const confirm = async (answered: Record<string, unknown>) => {
    const stated = Object.entries(answered).filter(([, value]) => value !== undefined && value !== null && value !== "");
    setBusy(true);
    const moved = await onConfirm(Object.fromEntries(stated)).then(
      () => true,
      () => false,
    );
    setBusy(false);
    if (moved) onDone();
  };

  return (
    <Modal
      open
      title={t("board.moveTitle", { title: record[object.title], name: option.label })}
      okText={action.label}
      okButtonProps={{ danger: action.tone === "danger", loading: busy, htmlType: "submit" }}
      onOk={form.submit}
      onCancel={onDone}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={confirm}>
        <ActionFields object={object} action={action} record={record} omit={Object.keys(input)} />
      </Form>
    </Modal>
  );
}
