import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportSummary } from "#engine/import/import-wire.ts";
import { request } from "../ui/data/client.ts";
import { useModel } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { formatDateTime, formatNumber } from "../ui/format.ts";
import { useCompany } from "../ui/navigation.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Import.module.css";
import { saveFile } from "./save-file.ts";

/** What was imported before, to look at it again or to go on with it. */
export function ImportHistory() {
  const { t } = useTranslation();
  const company = useCompany();
  const { byName } = useModel();
  const found = useQuery({
    queryKey: ["imports"],
    queryFn: ({ signal }) => request<{ items: ImportSummary[] }>("GET", "/v1/imports", { signal }),
    staleTime: 0,
  });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;

  return (
    <Panel flush title={t("import.history")}>
      <Table<ImportSummary>
        size="small"
        className={styles.history ?? ""}
        rowKey="id"
        dataSource={items}
        pagination={false}
        scroll={{ x: "max-content" }}
        columns={[
          {
            title: t("import.historyFile"),
            rowScope: "row",
            render: (_, one) => (
              <Link to="/$company/import" params={{ company }} search={{ object: one.object, job: one.id } as never}>
                {one.fileName}
              </Link>
            ),
          },
          { title: t("import.into"), render: (_, one) => byName.get(one.object)?.label ?? one.object },
          { title: t("import.historyState"), render: (_, one) => t(stateOf(one)) },
          { title: t("import.historyRows"), align: "right", render: (_, one) => formatNumber(one.total) },
          ...COUNTS.map((name) => ({
            title: t(`import.${name}`),
            align: "right" as const,
            render: (_: unknown, one: ImportSummary) => (isRun(one) ? formatNumber(one[name]) : ""),
          })),
          { title: t("import.historyBy"), render: (_, one) => one.by?.title ?? "" },
          { title: t("import.historyAt"), render: (_, one) => formatDateTime(one.createdAt) },
          { render: (_, one) => isRun(one) && one.failed > 0 && <FailedFile one={one} /> },
        ]}
      />
    </Panel>
  );
}

const COUNTS = ["created", "updated", "skipped", "failed"] as const;

/** A draft and a dry run have counts of nothing that was kept. */
function isRun({ dry, state }: ImportSummary): boolean {
  return !dry && state !== "draft";
}

function stateOf({ state }: ImportSummary): string {
  return `import.historyStates.${state}`;
}

function FailedFile({ one }: { one: ImportSummary }) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const save = () =>
    saveFile(`/v1/imports/${one.id}/failed.xlsx`, t("import.failedFile", { file: one.fileName.replace(/\.\w+$/, "") })).catch(
      (error) => feedback.error(wordsOf(problemOf(error))),
    );
  return (
    <Button size="small" type="link" icon={<DownloadOutlined />} onClick={save}>
      {t("import.downloadFailed")}
    </Button>
  );
}
