import { Button, Drawer, Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireRecord, WireReference } from "#engine/wire.ts";
import { newKey } from "../ui/data/client.ts";
import { fieldOf } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useCreate, useUpdate } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { useIsPhone } from "../ui/screen.ts";

type EditDrawerProps = {
  object: WireObject;
  /** Null makes a new one. */
  record: WireRecord | null;
  fields: readonly string[];
  initial?: Record<string, unknown>;
  title: string;
  okText?: string;
  onClose(): void;
  onSaved?(record: WireRecord): void;
};

/** A short form beside the list it belongs to, for the records that settings are made of. */
export function EditDrawer({ object, record, fields, initial, title, okText, onClose, onSaved }: EditDrawerProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [form] = Form.useForm();
  const [key] = useState(newKey);
  const create = useCreate(object.name);
  const update = useUpdate(object.name);
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const shown = fields.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);

  const save = async (values: Record<string, unknown>) => {
    const stated = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    try {
      const saved = record
        ? await update.mutateAsync({ id: record.id, version: record.version, values: stated })
        : await create.mutateAsync({ values: { ...initial, ...stated }, key });
      onSaved?.(saved);
      onClose();
    } catch (error) {
      const problem = problemOf(error);
      const atFields = (problem.errors ?? []).filter((one) =>
        shown.some((field) => field.key === one.field || field.name === one.field),
      );
      form.setFields(atFields.map((one) => ({ name: keyOf(shown, one.field), errors: [one.message] })));
      if (atFields.length === 0) feedback.error(wordsOf(problem));
    }
  };

  return (
    <Drawer
      open
      title={title}
      size={isPhone ? "100%" : 440}
      onClose={onClose}
      destroyOnHidden
      footer={
        <Form.Item noStyle>
          <Button type="primary" loading={create.isPending || update.isPending} onClick={form.submit}>
            {okText ?? t("action.save")}
          </Button>
        </Form.Item>
      }
    >
      <Form form={form} layout="vertical" onFinish={save}>
        {shown.map((field, index) => (
          <Form.Item
            key={field.key}
            name={field.key}
            label={field.label}
            {...(field.help ? { extra: field.help } : {})}
            rules={field.required ? [{ required: true, message: t("form.required") }] : []}
            initialValue={initialOf(record, field) ?? initial?.[field.key] ?? field.default}
          >
            <FieldInput
              field={field}
              known={(record?.[field.name] as WireReference) ?? null}
              disabled={field.readOnly}
              autoFocus={index === 0}
            />
          </Form.Item>
        ))}
      </Form>
    </Drawer>
  );
}

function keyOf(fields: readonly WireField[], named: string): string {
  return fields.find((field) => field.key === named || field.name === named)!.key;
}

/** References are read under their name and written under their key. */
function initialOf(record: WireRecord | null, field: WireField): unknown {
  const value = record?.[field.name] ?? record?.[field.key];
  if (Array.isArray(value)) return value.map((one) => (typeof one === "object" && one !== null ? one.id : one));
  if (value !== null && typeof value === "object" && "id" in value) return value.id;
  return value ?? undefined;
}
