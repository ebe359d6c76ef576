import { Form, Input, Modal, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import type { ListState } from "./list-state.ts";
import { useViewWrites } from "./views.ts";

export function SaveViewDialog({ object, state, onClose }: { object: WireObject; state: ListState; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const writes = useViewWrites(object.name);
  const [form] = Form.useForm<{ name: string; shared: boolean }>();
  const [isBusy, setBusy] = useState(false);

  const save = async ({ name, shared }: { name: string; shared: boolean }) => {
    setBusy(true);
    try {
      const { stated, period, sort, columns, as } = state;
      const id = await writes.create({ name, shared, filter: stated ?? null, period, sort, columns, presentation: as });
      state.set({ view: id, period: undefined, filter: undefined, sort: undefined, columns: undefined, as: undefined });
      onClose();
    } catch (error) {
      form.setFields([{ name: "name", errors: [textOf(problemOf(error))] }]);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t("list.view_save_as")}
      okText={t("action.save")}
      confirmLoading={isBusy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: "", shared: false }} onFinish={save}>
        <Form.Item
          name="name"
          label={t("list.view_name")}
          rules={[{ required: true, whitespace: true, message: t("form.required") }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="shared" label={t("list.view_share")} valuePropName="checked" extra={t("list.view_share_hint")}>
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  );
}
