import { useTranslation } from "react-i18next";
import { Page } from "../ui/Page.tsx";

export function WorkbenchPage() {
  const { t } = useTranslation();
  return <Page title={t("area.workbench")}>{null}</Page>;
}
