import { Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";

type Passwords = { current: string; password: string; again: string };

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const [form] = Form.useForm<Passwords>();
  const [isBusy, setBusy] = useState(false);

  const change = async ({ current, password }: Passwords) => {
    setBusy(true);
    try {
      await request("POST", "/v1/session/password", { body: { current, password }, key: newKey() });
      feedback.done(t("person.password_changed"));
      onClose();
    } catch (error) {
      const problem = problemOf(error);
      const errors = (problem.errors ?? []).filter((one) => one.field === "current" || one.field === "password");
      const told = errors.length > 0 ? errors : [{ field: "current", message: textOf(problem) }];
      form.setFields(told.map((one) => ({ name: one.field as keyof Passwords, errors: [one.message] })));
    } finally {
      setBusy(false);
    }
  };
  const rules = [{ required: true, message: t("form.required") }];
  return (
    <Modal
      open
      title={t("person.password")}
      okText={t("action.save")}
      confirmLoading={isBusy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={change}>
        <Form.Item name="current" label={t("person.password_current")} rules={rules}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("person.password_new")}
          rules={[...rules, { min: 10, message: t("setup.password_short") }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("person.password_again")}
          dependencies={["password"]}
          rules={[
            ...rules,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue("password")
                  ? Promise.resolve()
                  : Promise.reject(new Error(t("person.password_differs"))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
