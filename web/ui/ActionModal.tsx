import { Alert, Form, type FormInstance, Modal } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "./data/client.ts";
import { problemOf } from "./data/problem.ts";
import { useProblemText } from "./data/problem-text.ts";
import type { ActionDialogProps } from "./dialogs.ts";
import { asksForRows, type FieldError } from "./fields/ActionFields.tsx";

type ActionModalProps = ActionDialogProps & {
  form: FormInstance;
  width?: string | number;
  initialValues?: Record<string, unknown>;
  /** What the answers are sent as; as they stand unless said otherwise. */
  inputOf?: (answers: Record<string, any>) => Record<string, unknown>;
  /** What is filled in can be sent. */
  isReady?: boolean;
  /** Gets the refusals of what stands in the rows of an input. */
  children: (errors: readonly FieldError[]) => ReactNode;
};

/** The frame of an action's dialog: asks, performs, and shows a refusal where it belongs. */
export function ActionModal({
  object,
  action,
  record,
  title,
  perform,
  onClose,
  form,
  width,
  initialValues,
  inputOf = (answers) => answers,
  isReady = true,
  children,
}: ActionModalProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const key = useRef(newKey());
  const name = record ? String(record[object.title] ?? "") : "";

  const refuse = (error: unknown) => {
    const problem = problemOf(error);
    key.current = newKey();
    const inputs = action.input.properties ?? {};
    const told = problem.errors ?? [];
    const atField = told.filter((one) => Object.hasOwn(inputs, one.field));
    const atRow = told.filter((one) => one.field.includes(".") && asksForRows(inputs[one.field.split(".")[0]!] ?? {}));
    form.setFields(atField.map((one) => ({ name: one.field, errors: [one.message] })));
    setErrors(atRow);
    if (atField.length + atRow.length === 0) setFailure(textOf(problem));
  };
  const confirm = async (answers: Record<string, unknown>) => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const given = Object.entries(inputOf(answers)).filter(([, value]) => value !== undefined && value !== null && value !== "");
      await perform(Object.fromEntries(given), key.current);
      onClose();
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title ?? (name ? t("action.title", { action: action.label, name }) : action.label)}
      okText={action.label}
      okButtonProps={{ danger: action.tone === "danger", loading: isBusy, disabled: !isReady }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
      {...(width === undefined ? {} : { width })}
    >
      {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={confirm}
        {...(initialValues ? { initialValues } : {})}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
        }}
      >
        {children(errors)}
      </Form>
    </Modal>
  );
}
