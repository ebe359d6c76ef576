import { useQueryClient } from "@tanstack/react-query";
import { Alert, Form, Input, Modal, Select } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentData, DocumentFormat } from "#engine/document/document.ts";
import type { WireRecord } from "#engine/wire.ts";
import { newKey, request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { refreshRecords } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import type { Paper } from "./document-data.ts";

type Letter = { to: string[]; cc: string[]; subject: string; body: string; format: DocumentFormat };
type MailDialogProps = {
  paper: Paper;
  formats: readonly DocumentFormat[];
  proposed: DocumentData["mail"];
  onClose(): void;
};

/** Sends the paper to the customer; what is proposed may be changed. */
export function MailDialog({ paper, formats, proposed, onClose }: MailDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Letter>();
  const queries = useQueryClient();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const key = useRef(newKey());

  const send = async (letter: Letter) => {
    setBusy(true);
    setFailure(null);
    try {
      const path = `/v1/${paper.object.path}/${paper.id}/documents/${paper.name}/mails`;
      await request<WireRecord>("POST", path, { body: { ...letter, input: paper.input }, key: key.current });
      feedback.done(t("document.queued"));
      void refreshRecords(queries);
      onClose();
    } catch (error) {
      const problem = problemOf(error);
      key.current = newKey();
      const atFields = (problem.errors ?? []).filter(({ field }) => field in letter);
      form.setFields(atFields.map(({ field, message }) => ({ name: field as keyof Letter, errors: [message] })));
      if (atFields.length === 0) setFailure(textOf(problem));
    } finally {
      setBusy(false);
    }
  };

  const needed = [{ required: true, message: t("form.required") }];
  const addresses = { mode: "tags" as const, open: false, suffixIcon: null, tokenSeparators: [",", ";", "，", "；", " "] };
  return (
    <Modal
      open
      title={t("document.send")}
      okText={t("document.send_now")}
      okButtonProps={{ loading: isBusy }}
      onOk={form.submit}
      onCancel={onClose}
      width={600}
      destroyOnHidden
    >
      {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={send}
        initialValues={{ to: [...proposed.to], cc: [], subject: proposed.subject, body: proposed.body, format: formats[0] }}
      >
        <Form.Item name="to" label={t("document.to")} rules={needed}>
          <Select {...addresses} placeholder={t("document.addresses")} />
        </Form.Item>
        <Form.Item name="cc" label={t("document.cc")}>
          <Select {...addresses} />
        </Form.Item>
        <Form.Item name="subject" label={t("document.subject")} rules={[{ ...needed[0]!, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="body" label={t("document.body")}>
          <Input.TextArea autoSize={{ minRows: 6, maxRows: 14 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="format" label={t("document.attachment")} hidden={formats.length < 2}>
          <Select options={formats.map((value) => ({ value, label: t(`document.format.${value}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
