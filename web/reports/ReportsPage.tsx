import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs } from "antd";
import { type ComponentType, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { reports } from "#crm/pages.ts";
import { useModel } from "../ui/data/model.ts";
import { Empty } from "../ui/Empty.tsx";
import { Page } from "../ui/Page.tsx";
import { WaitingPage } from "../ui/WaitingPage.tsx";

const screens = new Map<string, ComponentType>(
  reports.map(({ name, load }) => [name, lazy(async () => ({ default: await load() }))]),
);

/** The reports of the product, one tab each; what a report is about stays in its URL. */
export function ReportsPage() {
  const { t } = useTranslation();
  const { byName } = useModel();
  const { report } = useSearch({ strict: false }) as { report?: string };
  const navigate = useNavigate();
  const shown = reports.filter(({ object }) => byName.has(object));
  const current = shown.find(({ name }) => name === report) ?? shown[0];
  const Screen = current && screens.get(current.name);

  return (
    <Page title={t("reports.title")}>
      {shown.length === 0 && <Empty title={t("reports.nothing")} />}
      <Tabs
        activeKey={current?.name ?? ""}
        onChange={(name) => void navigate({ to: ".", search: { report: name } } as never)}
        items={shown.map(({ name }) => ({ key: name, label: t(`reports.names.${name}`) }))}
      />
      <Suspense fallback={<WaitingPage />}>{Screen && <Screen />}</Suspense>
    </Page>
  );
}
