import { Alert, Form, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { fieldOf } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { writtenValues } from "../ui/fields/values.ts";

type BulkEditDialogProps = {
  object: WireObject;
  count: number;
  /** Only this field is offered. */
  only?: string | undefined;
  save: (values: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
};

/** One field, one value, for all picked records. */
export function BulkEditDialog({ object, count, only, save, onClose }: BulkEditDialogProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [name, setName] = useState<string | undefined>(only);
  const [value, setValue] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const field = name === undefined ? undefined : fieldOf(object, name);
  const offered = object.fields.filter(
    (one) => !one.readOnly && !one.internal && !one.system && one.name !== object.title && one.to !== "user",
  );

  const confirm = async () => {
    if (!field) return;
    setBusy(true);
    try {
      await save(writtenValues(object.fields, { [field.key]: value }));
      onClose();
    } catch (error) {
      setFailure(textOf(problemOf(error)));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t("bulk.edit_title", { count, objects: object.plural })}
      okText={t("action.save")}
      okButtonProps={{ disabled: !field, loading: isBusy }}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form layout="vertical">
        {!only && (
          <Form.Item label={t("bulk.field")} htmlFor="bulk-field">
            <Select
              id="bulk-field"
              value={name}
              showSearch={{ optionFilterProp: "label" }}
              options={offered.map((one) => ({ value: one.name, label: one.label }))}
              onChange={(next) => {
                setName(next);
                setValue(null);
              }}
            />
          </Form.Item>
        )}
        {field && (
          <Form.Item label={field.label} htmlFor="bulk-value" {...(only ? { extra: t("bulk.tag_hint") } : {})}>
            <FieldInput key={field.name} id="bulk-value" field={field} value={value} onChange={setValue} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
