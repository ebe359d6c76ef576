import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportResult } from "#engine/import/import-wire.ts";
import { formatNumber } from "../ui/format.ts";

/** Why some rows of the file are none of the object: they were left out on purpose, and nothing is to be done about them. */
export function PassedOver({ result }: { result: ImportResult }) {
  const { t } = useTranslation();
  return result.passedOver.map(({ code, message, count }) => (
    <Alert key={code} type="info" showIcon title={t("import.passedOver", { count: formatNumber(count), reason: message })} />
  ));
}
