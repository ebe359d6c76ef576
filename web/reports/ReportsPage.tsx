import { useTranslation } from "react-i18next";
import { Page } from "../ui/Page.tsx";

export function ReportsPage() {
  const { t } = useTranslation();
  return <Page title={t("area.reports")}>{null}</Page>;
}
