import { Checkbox, Flex, Form } from "antd";
import Big from "big.js";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "#engine/wire.ts";
import { ActionModal } from "#web/ui/ActionModal.tsx";
import { useRecord } from "#web/ui/data/records.ts";
import type { OwnDialogProps } from "#web/ui/dialogs.ts";
import { ActionFields } from "#web/ui/fields/ActionFields.tsx";
import { formatMoney } from "#web/ui/format.ts";

/** Asks which of the optional lines the customer takes, and says what is agreed on with them. */
export function AcceptDialog(props: OwnDialogProps) {
  const { t } = useTranslation();
  const { object, action, record } = props;
  const [form] = Form.useForm();
  const taken: readonly string[] = Form.useWatch("options", form) ?? [];
  const lines = useRecord(object.name, record.id).data?.lines ?? record.lines ?? [];
  const optional = lines.filter(({ isOptional }) => isOptional);
  const agreed = optional
    .filter(({ id }) => taken.includes(id))
    .reduce((sum, line) => sum.plus(line.amount?.amount ?? 0), new Big(record.amount?.amount ?? 0));
  return (
    <ActionModal {...props} form={form}>
      {() => (
        <>
          {optional.length > 0 && (
            <Form.Item name="options" label={action.input.properties?.options?.label}>
              <Checkbox.Group>
                <Flex vertical gap="small">
                  {optional.map((line) => (
                    <Checkbox key={line.id} value={line.id}>
                      {offerOf(line)}
                    </Checkbox>
                  ))}
                </Flex>
              </Checkbox.Group>
            </Form.Item>
          )}
          <Form.Item label={t("accept.agreed")}>
            <strong className="tabular" aria-live="polite">
              {formatMoney(agreed.toFixed(), record.currency)}
            </strong>
          </Form.Item>
          <ActionFields object={object} action={action} record={record} omit={["options"]} />
        </>
      )}
    </ActionModal>
  );
}

function offerOf({ name, quantity, amount }: WireRecord): string {
  return `${name} × ${quantity}，${amount ? formatMoney(amount) : ""}`;
}
