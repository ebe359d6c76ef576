import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm, Table } from "antd";
import { useTranslation } from "react-i18next";
import { request } from "../ui/data/client.ts";
import { useMe } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { Failure } from "../ui/Failure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { formatAgo } from "../ui/format.ts";
import { Panel } from "../ui/Panel.tsx";
import { deviceOf } from "./device.ts";
import styles from "./Settings.module.css";

/** My sign-ins: where they are, leaving one of them, or all at once after a phone was lost. */
export function SecuritySection() {
  const { t } = useTranslation();
  const { user } = useMe();
  const leave = useMutation({
    mutationFn: () => request("DELETE", "/v1/sessions"),
    onSuccess: () => window.location.assign("/sign-in"),
  });
  return (
    <>
      <Devices />
      <Panel title={t("settings.security.everywhere")}>
        <div className={styles.stack}>
          <p>{t("settings.security.text", { login: user.login })}</p>
          <div>
            <Popconfirm
              title={t("settings.security.sure")}
              okText={t("settings.security.signOut")}
              onConfirm={() => leave.mutate()}
            >
              <Button danger loading={leave.isPending}>
                {t("settings.security.signOut")}
              </Button>
            </Popconfirm>
          </div>
        </div>
      </Panel>
    </>
  );
}

type Session = { id: string; seenAt: string; address: string; agent: string; isThis: boolean };

function Devices() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const found = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => request<{ items: Session[] }>("GET", "/v1/sessions", { signal }),
    staleTime: 0,
  });
  const leave = useMutation({
    mutationFn: (id: string) => request("DELETE", `/v1/sessions/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
    onError: (error) => feedback.error(wordsOf(problemOf(error))),
  });
  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  return (
    <Panel flush title={t("settings.security.devices")}>
      <Table<Session>
        size="small"
        rowKey="id"
        loading={found.isLoading}
        dataSource={found.data?.items ?? []}
        pagination={false}
        scroll={{ x: "max-content" }}
        columns={[
          {
            title: t("settings.security.device"),
            rowScope: "row",
            render: (_, one) => deviceOf(one.agent) ?? t("settings.security.unknown"),
          },
          { title: t("settings.security.address"), dataIndex: "address" },
          { title: t("settings.security.seen"), render: (_, one) => formatAgo(one.seenAt) },
          {
            title: t("settings.actions"),
            align: "right",
            render: (_, one) =>
              one.isThis ? (
                <span className={styles.quiet}>{t("settings.security.thisOne")}</span>
              ) : (
                <Button
                  size="small"
                  danger
                  aria-label={`${t("settings.security.leave")} ${deviceOf(one.agent) ?? ""} ${one.address}`}
                  loading={leave.isPending && leave.variables === one.id}
                  onClick={() => leave.mutate(one.id)}
                >
                  {t("settings.security.leave")}
                </Button>
              ),
          },
        ]}
      />
    </Panel>
  );
}
