import { Form, Input, Segmented, Switch } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import { ActionModal } from "#web/ui/ActionModal.tsx";
import { useObject } from "#web/ui/data/model.ts";
import type { OwnDialogProps } from "#web/ui/dialogs.ts";
import { ActionFields } from "#web/ui/fields/ActionFields.tsx";
import { ReferenceInput } from "#web/ui/fields/ReferenceInput.tsx";
import styles from "./ConvertDialog.module.css";

const DEAL = ["opportunityName", "recordType", "amount", "closeDate"];
const BESIDE_DEAL = ["accountId", "accountName", "contactId", "createOpportunity"];

/** Shows what the lead becomes, filled in with what is known of it, to be put right rather than typed. */
export function ConvertDialog(props: OwnDialogProps) {
  const { t } = useTranslation();
  const { object, action, record } = props;
  const [form] = Form.useForm();
  const account = Form.useWatch("account", form) ?? "new";
  const accountId = Form.useWatch("accountId", form);
  const hasDeal = Form.useWatch("createOpportunity", form) ?? true;
  const name = String(record.company || record.name);
  const about = record.productWanted || record.product?.title;
  const deal = useObject("opportunity");
  const mayCreateDeal = deal?.may.create === true;
  const person = [record.name, record.position, record.mobile ?? record.phone].filter(Boolean).join(" · ");

  const initialValues = {
    account: "new",
    accountName: name,
    createOpportunity: mayCreateDeal,
    opportunityName: [name, about].filter(Boolean).join(" "),
    recordType: deal?.recordTypes[0]?.value,
    amount: record.budget?.amount,
  };
  /** Only one of the two ways to the customer, and of the deal only what is to be made. */
  const inputOf = ({ account: _, ...answers }: Record<string, any>) => {
    const dropped = [...(account === "new" ? ["accountId", "contactId"] : ["accountName"]), ...(hasDeal ? [] : DEAL)];
    return Object.fromEntries(Object.entries(answers).filter(([key]) => !dropped.includes(key)));
  };
  const ofAccount: Filter = { field: "account", op: "eq", value: accountId };
  return (
    <ActionModal {...props} form={form} width={560} initialValues={initialValues} inputOf={inputOf}>
      {() => (
        <>
          <fieldset className={styles.part}>
            <legend>{t("convert.account")}</legend>
            <Form.Item name="account">
              <Segmented
                block
                aria-label={t("convert.account")}
                options={["new", "known"].map((value) => ({ value, label: t(`convert.${value}`) }))}
              />
            </Form.Item>
            {account === "new" ? (
              <Form.Item
                name="accountName"
                extra={t("convert.same_name")}
                rules={[{ required: true, message: t("form.required") }]}
              >
                <Input maxLength={120} autoComplete="off" aria-label={t("convert.account_name")} />
              </Form.Item>
            ) : (
              <Form.Item name="accountId" rules={[{ required: true, message: t("form.required") }]}>
                <ReferenceInput object="account" label={t("convert.account")} />
              </Form.Item>
            )}
          </fieldset>
          <fieldset className={styles.part}>
            <legend>{t("convert.contact")}</legend>
            <p className={styles.person}>{person}</p>
            {account === "known" && accountId && (
              <Form.Item name="contactId" extra={t("convert.contact_note")}>
                <ReferenceInput
                  object="contact"
                  label={t("convert.contact")}
                  offers={ofAccount}
                  placeholder={t("convert.contact_new")}
                />
              </Form.Item>
            )}
          </fieldset>
          {mayCreateDeal && (
            <fieldset className={styles.part}>
              <legend>
                {t("convert.deal")}
                <Form.Item name="createOpportunity" noStyle>
                  <Switch size="small" aria-label={t("convert.create_deal")} />
                </Form.Item>
              </legend>
              {hasDeal && (
                <div className={styles.deal}>
                  <ActionFields object={object} action={action} omit={BESIDE_DEAL} />
                </div>
              )}
            </fieldset>
          )}
        </>
      )}
    </ActionModal>
  );
}
