import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Modal, Popconfirm, Table, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { formatAgo, formatDateTime } from "../ui/format.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Settings.module.css";

type ApiKey = { id: string; name: string; createdAt: string; seenAt: string | null; expiresAt: string | null };

/** Keys with which a program acts as me. */
export function KeysSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const [form] = Form.useForm<{ name: string }>();
  const [made, setMade] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ["api-keys"],
    queryFn: ({ signal }) => request<{ items: ApiKey[] }>("GET", "/v1/api-keys", { signal }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ["api-keys"] });
  const refused = (error: unknown) => feedback.error(wordsOf(problemOf(error)));
  const create = useMutation({
    mutationFn: (name: string) => request<{ key: string }>("POST", "/v1/api-keys", { body: { name }, key: newKey() }),
    onSuccess: async ({ key }) => {
      setMade(key);
      form.resetFields();
      await refresh();
    },
    onError: refused,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => request("DELETE", `/v1/api-keys/${id}`),
    onSuccess: refresh,
    onError: refused,
  });

  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  return (
    <>
      <Panel title={t("settings.keys.create")}>
        <Form form={form} layout="inline" onFinish={({ name }) => create.mutate(name)}>
          <Form.Item name="name" className={styles.grow ?? ""} rules={[{ required: true, message: t("form.required") }]}>
            <Input aria-label={t("settings.keys.name")} placeholder={t("settings.keys.namePlaceholder")} maxLength={80} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {t("settings.keys.make")}
          </Button>
        </Form>
      </Panel>
      <Panel flush>
        {found.data?.items.length === 0 ? (
          <Empty small title={t("settings.keys.none")} />
        ) : (
          <Table<ApiKey>
            size="small"
            rowKey="id"
            loading={found.isLoading}
            dataSource={found.data?.items ?? []}
            pagination={false}
            scroll={{ x: "max-content" }}
            columns={[
              { title: t("settings.keys.name"), dataIndex: "name", rowScope: "row" },
              { title: t("settings.keys.created"), render: (_, key) => formatDateTime(key.createdAt) },
              {
                title: t("settings.keys.seen"),
                render: (_, key) => (key.seenAt ? formatAgo(key.seenAt) : t("settings.keys.never")),
              },
              {
                title: t("settings.actions"),
                align: "right",
                render: (_, key) => (
                  <Popconfirm
                    title={t("settings.keys.revokeSure")}
                    okText={t("settings.keys.revoke")}
                    onConfirm={() => revoke.mutate(key.id)}
                  >
                    <Button size="small" danger>
                      {t("settings.keys.revoke")}
                    </Button>
                  </Popconfirm>
                ),
              },
            ]}
          />
        )}
      </Panel>
      {made && (
        <Modal open title={t("settings.keys.made")} footer={null} onCancel={() => setMade(null)}>
          <p>{t("settings.keys.madeText")}</p>
          <Typography.Paragraph className={styles.secret ?? ""} copyable={{ text: made }}>
            {made}
          </Typography.Paragraph>
        </Modal>
      )}
    </>
  );
}
