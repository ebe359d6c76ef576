import { Form, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { parseDecimal } from "#engine/fields/decimal.ts";
import { plus } from "#engine/fields/money.ts";
import { ActionModal } from "#web/ui/ActionModal.tsx";
import type { OwnDialogProps } from "#web/ui/dialogs.ts";
import { ActionFields } from "#web/ui/fields/ActionFields.tsx";
import { formatMoney, formatNumber } from "#web/ui/format.ts";
import styles from "./PlanDialog.module.css";

const EVENLY = ["parts", "firstDueOn", "months"];
const ONE_BY_ONE = ["instalments"];

type Instalment = { amount?: unknown; percent?: unknown };

/** Lays out how a contract is paid: in equal parts, or instalment by instalment with what they come to in sight. */
export function PlanDialog(props: OwnDialogProps) {
  const { t } = useTranslation();
  const { object, action, record } = props;
  const [form] = Form.useForm();
  const way: "evenly" | "one_after_another" = Form.useWatch("way", form) ?? "evenly";
  const instalments: Instalment[] = Form.useWatch("instalments", form) ?? [];
  const asked = way === "evenly" ? EVENLY : ONE_BY_ONE;
  const inputOf = (answers: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(answers).filter(([name]) => asked.includes(name)));
  const sumOf = (key: keyof Instalment) => plus(...instalments.map((one) => parseDecimal(one[key])?.toFixed() ?? null));
  return (
    <ActionModal
      {...props}
      form={form}
      width={way === "evenly" ? 560 : "min(1040px, 94vw)"}
      initialValues={{ way: "evenly", parts: 3, months: 1 }}
      inputOf={inputOf}
    >
      {(errors) => (
        <>
          <Form.Item name="way">
            <Segmented
              block
              aria-label={t("plan.way")}
              options={["evenly", "one_after_another"].map((value) => ({ value, label: t(`plan.${value}`) }))}
            />
          </Form.Item>
          <div className={way === "evenly" ? styles.evenly : ""}>
            <ActionFields
              object={object}
              action={action}
              record={record}
              omit={way === "evenly" ? ONE_BY_ONE : EVENLY}
              errors={errors}
            />
          </div>
          <p className={styles.sum} role="status">
            {way === "one_after_another" && (
              <span>{t("plan.sum", { amount: formatMoney(sumOf("amount")), percent: formatNumber(sumOf("percent")) })}</span>
            )}
            <span>{t("plan.contract", { amount: formatMoney(record.amount) })}</span>
          </p>
        </>
      )}
    </ActionModal>
  );
}
