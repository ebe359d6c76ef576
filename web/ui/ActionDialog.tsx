import { Form } from "antd";
import { Suspense, use } from "react";
import { useTranslation } from "react-i18next";
import { ActionModal } from "./ActionModal.tsx";
import { type ActionDialogProps, OwnDialogs } from "./dialogs.ts";
import { ActionFields, asksForRows } from "./fields/ActionFields.tsx";

/** Rows need the breadth of a page. */
const WITH_ROWS = "min(960px, 94vw)";

/** Asks for what an action needs, by a dialog of its own where the product has one. */
export function ActionDialog(props: ActionDialogProps) {
  const { object, action, record } = props;
  const Own = use(OwnDialogs).get(`${object.name}.${action.name}`);
  if (Own === undefined || record === undefined) return <PlainDialog {...props} />;
  return (
    <Suspense fallback={null}>
      <Own {...props} record={record} />
    </Suspense>
  );
}

/** Asks for the inputs one by one, or for a yes where there are none. */
function PlainDialog(props: ActionDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const { object, action, record } = props;
  const inputs = Object.values(action.input.properties ?? {});
  return (
    <ActionModal {...props} form={form} {...(inputs.some(asksForRows) ? { width: WITH_ROWS } : {})}>
      {(errors) => (
        <>
          {inputs.length === 0 && <p>{t("action.sure", { action: action.label })}</p>}
          <ActionFields object={object} action={action} record={record} errors={errors} />
        </>
      )}
    </ActionModal>
  );
}
