import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { Failure } from "../ui/Failure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { Panel } from "../ui/Panel.tsx";
import { WaitingPage } from "../ui/WaitingPage.tsx";
import styles from "./Settings.module.css";

type Company = { name: string; slug: string; zone: string; currency: string; fiscalStart: number; language: string };
type Changes = Pick<Company, "name" | "zone" | "fiscalStart" | "language">;

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const LANGUAGES = { "zh-CN": "简体中文", en: "English" };

/** What the company is called and how it counts time. Whoever gets here may configure. */
export function CompanySection() {
  const found = useQuery({
    queryKey: ["company"],
    queryFn: ({ signal }) => request<Company>("GET", "/v1/company", { signal }),
  });
  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  return found.data ? <CompanyForm company={found.data} /> : <WaitingPage />;
}

function CompanyForm({ company }: { company: Company }) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<Changes>();
  const queries = useQueryClient();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const { slug, currency, ...changeable } = company;

  const save = useMutation({
    mutationFn: (changes: Changes) => request<Company>("PATCH", "/v1/company", { body: changes }),
    onSuccess: async (saved) => {
      queries.setQueryData(["company"], saved);
      // Dates and reports are counted by the company's zone and year.
      await queries.invalidateQueries();
      feedback.done(t("settings.company.saved"));
    },
    onError: (error) => {
      const problem = problemOf(error);
      const atFields = (problem.errors ?? []).filter(({ field }) => field in changeable);
      form.setFields(atFields.map(({ field, message }) => ({ name: field as keyof Changes, errors: [message] })));
      if (atFields.length === 0) feedback.error(wordsOf(problem));
    },
  });

  const needed = [{ required: true, whitespace: true, message: t("form.required") }];
  const month = new Intl.DateTimeFormat(i18n.language, { month: "long", timeZone: "UTC" });
  return (
    <Panel>
      <Form
        form={form}
        layout="vertical"
        className={styles.form ?? ""}
        initialValues={changeable}
        onFinish={(changes) => save.mutate({ ...changes, name: changes.name.trim() })}
      >
        <Form.Item name="name" label={t("settings.company.name")} rules={needed}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="zone" label={t("settings.company.zone")} extra={t("settings.company.zoneHint")}>
          <Select showSearch options={zonesWith(company.zone).map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="fiscalStart" label={t("settings.company.fiscalStart")} extra={t("settings.company.fiscalStartHint")}>
          <Select options={MONTHS.map((value) => ({ value, label: month.format(Date.UTC(2024, value - 1)) }))} />
        </Form.Item>
        <Form.Item name="language" label={t("settings.company.language")} extra={t("settings.company.languageHint")}>
          <Select options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item>
          <dl className={styles.facts}>
            {Object.entries({ slug, currency }).map(([name, value]) => (
              <div key={name} className={styles.fact}>
                <dt>{t(`settings.company.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className={styles.quiet}>{t("settings.company.fixed")}</p>
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("action.save")}
        </Button>
      </Form>
    </Panel>
  );
}

/** The browser's list may name a zone differently from the company's. */
function zonesWith(zone: string): string[] {
  return [...new Set([zone, ...Intl.supportedValuesOf("timeZone"), "UTC"])].sort();
}
