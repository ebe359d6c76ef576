import { Alert, Form, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireAction, WireObject, WireRecord } from "#engine/wire.ts";
import { newKey } from "./data/client.ts";
import { problemOf } from "./data/problem.ts";
import { useProblemText } from "./data/problem-text.ts";
import { ActionFields } from "./fields/ActionFields.tsx";

type ActionDialogProps = {
  object: WireObject;
  action: WireAction;
  record?: WireRecord;
  title?: string;
  /** Does it; a refusal thrown here is shown in the dialog, at its field where it has one. */
  perform: (input: Record<string, unknown>, key: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks for what an action needs, or for a yes where it only needs that. */
export function ActionDialog({ object, action, record, title, perform, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [form] = Form.useForm();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const key = useRef(newKey());
  const name = record ? String(record[object.title] ?? "") : "";
  const asksNothing = Object.keys(action.input.properties ?? {}).length === 0;

  const confirm = async (answers: Record<string, unknown>) => {
    setBusy(true);
    setFailure(null);
    try {
      const given = Object.entries(answers).filter(([, value]) => value !== undefined && value !== null && value !== "");
      await perform(Object.fromEntries(given), key.current);
      onClose();
    } catch (error) {
      const problem = problemOf(error);
      key.current = newKey();
      const known = Object.keys(action.input.properties ?? {});
      const atField = (problem.errors ?? []).filter((one) => known.includes(one.field));
      form.setFields(atField.map((one) => ({ name: one.field, errors: [one.message] })));
      if (atField.length === 0) setFailure(textOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title ?? (name ? t("action.title", { action: action.label, name }) : action.label)}
      okText={action.label}
      okButtonProps={{ danger: action.tone === "danger", loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      {asksNothing && <p>{t("action.sure", { action: action.label })}</p>}
      <Form form={form} layout="vertical" onFinish={confirm}>
        <ActionFields object={object} action={action} record={record} />
      </Form>
    </Modal>
  );
}
