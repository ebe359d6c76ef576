import { useTranslation } from "react-i18next";
import { Page } from "../ui/Page.tsx";

export function ImportPage() {
  const { t } = useTranslation();
  return <Page title={t("area.import")}>{null}</Page>;
}
