import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject } from "#engine/wire.ts";
import { request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";

type Changes = { label?: Record<string, string>; retired?: boolean };

export function RenameFieldDialog({ object, field, onClose }: { object: WireObject; field: WireField; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<{ label: string }>();
  const queries = useQueryClient();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const change = useMutation({
    mutationFn: (changes: Changes) =>
      request("PATCH", `/v1/model/objects/${object.name}/fields/${field.name}`, { body: changes }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["model"] });
      onClose();
    },
    onError: (error) => feedback.error(wordsOf(problemOf(error))),
  });

  return (
    <Modal
      open
      title={t("settings.fields.edit", { name: field.label })}
      onCancel={onClose}
      footer={[
        <Button key="retire" danger onClick={() => change.mutate({ retired: true })}>
          {t("settings.fields.retire")}
        </Button>,
        <Button key="save" type="primary" loading={change.isPending} onClick={form.submit}>
          {t("action.save")}
        </Button>,
      ]}
    >
      <Form form={form} layout="vertical" onFinish={({ label }) => change.mutate({ label: { [i18n.language]: label } })}>
        <Form.Item
          name="label"
          label={t("settings.fields.label")}
          initialValue={field.label}
          extra={t("settings.fields.retireHint")}
          rules={[{ required: true, message: t("form.required") }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
