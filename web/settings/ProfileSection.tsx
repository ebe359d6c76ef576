import { Button, Form } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { ActionButton } from "../ui/ActionButton.tsx";
import { fieldsOf, useObject } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useRecord, useRecords } from "../ui/data/records.ts";
import { useUpdate } from "../ui/data/writes.ts";
import { Failure } from "../ui/Failure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { inputValue, knownOf } from "../ui/fields/values.ts";
import { formatDate } from "../ui/format.ts";
import { Panel } from "../ui/Panel.tsx";
import { WaitingPage } from "../ui/WaitingPage.tsx";
import styles from "./Settings.module.css";

/** Who the company is on paper, and up to when its books are closed. There is exactly one record of it. */
export function ProfileSection() {
  const profile = useObject("companyProfile");
  const only = useRecords("companyProfile", { limit: 1, fields: ["id"] });
  const found = useRecord("companyProfile", only.data?.items[0]?.id);

  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!profile || !found.data) return <WaitingPage />;
  return (
    <>
      <Letterhead profile={profile} record={found.data} />
      <Books profile={profile} record={found.data} />
    </>
  );
}

type ProfileProps = { profile: WireObject; record: WireRecord };

const PARTS = ["letterhead", "images"];

function Letterhead({ profile, record }: ProfileProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Record<string, unknown>>();
  const update = useUpdate("companyProfile");
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const parts = profile.form.filter(({ name }) => PARTS.includes(name));
  const mayChange = record.can?.update === true;

  const save = (values: Record<string, unknown>) =>
    update.mutate(
      { id: record.id, version: record.version, values },
      {
        onSuccess: () => feedback.done(t("settings.profile.saved")),
        onError: (error) => {
          const problem = problemOf(error);
          const atFields = (problem.errors ?? []).filter(({ field }) => field in values);
          form.setFields(atFields.map(({ field, message }) => ({ name: field, errors: [message] })));
          if (atFields.length === 0) feedback.error(wordsOf(problem));
        },
      },
    );
  return (
    <Form form={form} layout="vertical" onFinish={save} disabled={!mayChange} className={styles.stack ?? ""}>
      {parts.map((part) => (
        <Panel key={part.name} title={part.label}>
          <div className={styles.fields}>
            {fieldsOf(profile, part.fields).map((field) => (
              <Form.Item
                key={field.key}
                name={field.key}
                label={field.label}
                initialValue={inputValue(field, record)}
                {...(field.help ? { extra: field.help } : {})}
              >
                <FieldInput field={field} known={knownOf(field, record)} disabled={!mayChange || field.readOnly} />
              </Form.Item>
            ))}
          </div>
        </Panel>
      ))}
      {mayChange && (
        <div className={styles.end}>
          <Button type="primary" htmlType="submit" loading={update.isPending}>
            {t("action.save")}
          </Button>
        </div>
      )}
    </Form>
  );
}

function Books({ profile, record }: ProfileProps) {
  const { t } = useTranslation();
  const { closedThrough } = record;
  return (
    <Panel
      title={t("settings.profile.books")}
      extra={["closeBooks", "reopenBooks"].map((action) => (
        <ActionButton key={action} object={profile} action={action} record={record} size="small" />
      ))}
    >
      <p className={styles.flat}>
        {closedThrough ? t("settings.profile.closed", { date: formatDate(closedThrough) }) : t("settings.profile.open")}
      </p>
    </Panel>
  );
}
