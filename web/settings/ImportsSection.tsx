import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Table } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportView } from "#engine/import/import-wire.ts";
import { request } from "../ui/data/client.ts";
import { useModel } from "../ui/data/model.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { formatDateTime, formatNumber } from "../ui/format.ts";
import { useCompany } from "../ui/navigation.ts";
import { Panel } from "../ui/Panel.tsx";

type PastImport = ImportView & { createdAt?: string };

/** Imports that were begun or done, each leading back to its result. */
export function ImportsSection() {
  const { t } = useTranslation();
  const company = useCompany();
  const { byName } = useModel();
  const found = useQuery({
    queryKey: ["imports"],
    queryFn: ({ signal }) => request<{ items: PastImport[] }>("GET", "/v1/imports", { signal }),
  });
  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  const items = found.data?.items ?? [];
  return (
    <Panel flush>
      {items.length === 0 && !found.isLoading ? (
        <Empty title={t("settings.imports.none")} text={t("settings.imports.noneText")} />
      ) : (
        <Table<PastImport>
          size="small"
          rowKey="id"
          loading={found.isLoading}
          dataSource={items}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          scroll={{ x: "max-content" }}
          columns={[
            {
              title: t("settings.imports.file"),
              rowScope: "row",
              render: (_, one) => (
                <Link to="/$company/import" params={{ company }} search={{ object: one.object, job: one.id }}>
                  {one.fileName}
                </Link>
              ),
            },
            { title: t("settings.imports.object"), render: (_, one) => byName.get(one.object)?.label ?? one.object },
            { title: t("settings.imports.state"), render: (_, one) => t(`import.state.${one.state}`) },
            { title: t("settings.imports.created"), align: "right", render: (_, one) => formatNumber(one.result?.created ?? 0) },
            { title: t("settings.imports.updated"), align: "right", render: (_, one) => formatNumber(one.result?.updated ?? 0) },
            { title: t("settings.imports.failed"), align: "right", render: (_, one) => formatNumber(one.result?.failed ?? 0) },
            { title: t("settings.imports.at"), render: (_, one) => one.createdAt && formatDateTime(one.createdAt) },
          ]}
        />
      )}
    </Panel>
  );
}
