import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";

/** Shown while a page's code is on its way, if that takes long enough to be noticed. */
export function WaitingPage() {
  const { t } = useTranslation();
  return (
    <div style={{ padding: 24 }} role="status" aria-label={t("state.loading")}>
      <Skeleton active title={{ width: 180 }} paragraph={{ rows: 8 }} />
    </div>
  );
}
