import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../ui/Empty.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main style={{ display: "grid", placeItems: "center", minHeight: "60vh" }}>
      <Empty title={t("failure.not_found")} text={t("failure.not_found_text")}>
        <Link to="/">{t("failure.home")}</Link>
      </Empty>
    </main>
  );
}
