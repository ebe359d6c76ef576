import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Drawer, Form, Input, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { ADDED_FIELD_TYPES } from "#engine/model/added-field-types.ts";
import type { FieldType } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { request } from "../ui/data/client.ts";
import { useModel } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { useIsPhone } from "../ui/screen.ts";
import { governed } from "./role-permissions.ts";

type Wish = {
  label: string;
  type: FieldType;
  options?: string;
  to?: string;
  required?: boolean;
  indexed?: boolean;
  help?: string;
};

/** A field of the company's own: a label and a type are enough, its name is made here. */
export function AddFieldDrawer({ object, onClose }: { object: WireObject; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const { objects } = useModel();
  const isPhone = useIsPhone();
  const [form] = Form.useForm<Wish>();
  const type = Form.useWatch("type", form);
  const queries = useQueryClient();
  const feedback = useFeedback();
  const wordsOf = useProblemText();

  const add = useMutation({
    mutationFn: (wish: Wish) => request("POST", `/v1/model/objects/${object.name}/fields`, { body: bodyOf(wish, i18n.language) }),
    onSuccess: async (_, wish) => {
      await queries.invalidateQueries({ queryKey: ["model"] });
      feedback.done(t("settings.fields.added", { name: wish.label, object: object.label }));
      onClose();
    },
    onError: (error) => {
      const problem = problemOf(error);
      const atFields = (problem.errors ?? []).filter(({ field }) => field in form.getFieldsValue());
      form.setFields(atFields.map(({ field, message }) => ({ name: field as keyof Wish, errors: [message] })));
      if (atFields.length === 0) feedback.error(problem.errors?.[0]?.message ?? wordsOf(problem));
    },
  });

  const needed = [{ required: true, message: t("form.required") }];
  return (
    <Drawer
      open
      title={t("settings.fields.addTo", { object: object.label })}
      size={isPhone ? "100%" : 440}
      onClose={onClose}
      footer={
        <Button type="primary" loading={add.isPending} onClick={form.submit}>
          {t("settings.fields.add")}
        </Button>
      }
    >
      <Form form={form} layout="vertical" onFinish={(wish) => add.mutate(wish)} initialValues={{ type: "text" }}>
        <Form.Item name="label" label={t("settings.fields.label")} rules={needed}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="type" label={t("settings.fields.type")} rules={needed}>
          <Select options={ADDED_FIELD_TYPES.map((value) => ({ value, label: t(`settings.fields.types.${value}`) }))} />
        </Form.Item>
        {(type === "choice" || type === "multiChoice") && (
          <Form.Item name="options" label={t("settings.fields.options")} extra={t("settings.fields.optionsHint")} rules={needed}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
          </Form.Item>
        )}
        {(type === "reference" || type === "multiReference") && (
          <Form.Item name="to" label={t("settings.fields.to")} rules={needed}>
            <Select options={governed(objects).map((one) => ({ value: one.name, label: one.label }))} />
          </Form.Item>
        )}
        <Form.Item
          name="indexed"
          label={t("settings.fields.indexed")}
          extra={t("settings.fields.indexedHint")}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      </Form>
    </Drawer>
  );
}

function bodyOf({ label, type, options, to, indexed }: Wish, language: string) {
  const named = (options ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return {
    name: newName(),
    type,
    label: { [language]: label },
    ...(named.length > 0
      ? { options: named.map((text, at) => ({ value: `${newName()}${at}`, label: { [language]: text } })) }
      : {}),
    ...(to ? { to } : {}),
    ...(indexed ? { indexed } : {}),
  };
}

/** Names are for programs; people only meet labels. */
function newName(): string {
  return `x_${Date.now().toString(36)}${Math.random().toString(36).slice(2, 4)}`;
}
