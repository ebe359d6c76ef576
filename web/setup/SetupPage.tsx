import { useNavigate, useRouter } from "@tanstack/react-router";
import { Alert, Button, Form, Input, Radio, Steps } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { rememberCompany } from "../shell/last-company.ts";
import { Door } from "../sign-in/Door.tsx";
import { needsSetup } from "../sign-in/needs-setup.ts";
import { newKey, request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import styles from "./SetupPage.module.css";

type Answers = { company: string; name: string; login: string; password: string; demo: "small" | "none" };

const LAST_STEP = 2;

/** The first visit: company, administrator, and whether to look around with example data. */
export function SetupPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const textOf = useProblemText();
  const [form] = Form.useForm<Answers>();
  const [step, setStep] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    document.title = `${t("setup.title")} · Kehai 客海`;
    void needsSetup().then((needed) => {
      if (!needed) void navigate({ to: "/sign-in", replace: true });
    });
  }, [navigate, t]);

  const next = async () => {
    if (step < LAST_STEP) setStep(step + 1);
    else await finish(form.getFieldsValue(true));
  };
  const finish = async ({ company, name, login, password, demo }: Answers) => {
    setBusy(true);
    setFailure(null);
    try {
      const body = { company, admin: { name, login, password }, ...(demo === "small" ? { demo } : {}) };
      const made = await request<{ company: { slug: string } }>("POST", "/v1/setup", { body, key: newKey() });
      rememberCompany(made.company.slug);
      router.history.push(`/${made.company.slug}`);
    } catch (error) {
      setFailure(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const required = (key: string) => [{ required: true, whitespace: true, message: t(key) }];
  return (
    <Door title={t("setup.title")} note={t("setup.note")}>
      <Steps
        size="small"
        current={step}
        className={styles.steps ?? ""}
        responsive={false}
        items={["company", "admin", "demo"].map((name) => ({ title: t(`setup.step_${name}`) }))}
      />
      {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form
        form={form}
        layout="vertical"
        size="large"
        requiredMark={false}
        initialValues={{ demo: "small" }}
        disabled={isBusy}
        onFinish={() => void next()}
      >
        {step === 0 && (
          <Form.Item
            name="company"
            label={t("setup.company")}
            extra={t("setup.company_hint")}
            rules={required("setup.company_missing")}
          >
            <Input autoFocus maxLength={80} autoComplete="organization" />
          </Form.Item>
        )}
        {step === 1 && (
          <>
            <Form.Item name="name" label={t("setup.name")} rules={required("setup.name_missing")}>
              <Input maxLength={60} autoComplete="name" />
            </Form.Item>
            <Form.Item
              name="login"
              label={t("setup.login")}
              extra={t("setup.login_hint")}
              rules={required("setup.login_missing")}
            >
              <Input maxLength={100} autoComplete="username" spellCheck={false} autoCapitalize="none" />
            </Form.Item>
            <Form.Item
              name="password"
              label={t("setup.password")}
              rules={[{ required: true, min: 10, message: t("setup.password_short") }]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
          </>
        )}
        {step === 2 && (
          <Form.Item name="demo" label={t("setup.demo")}>
            <Radio.Group className={styles.choices ?? ""}>
              <Radio value="small">
                <b>{t("setup.demo_small")}</b>
                <span>{t("setup.demo_small_note")}</span>
              </Radio>
              <Radio value="none">
                <b>{t("setup.demo_none")}</b>
                <span>{t("setup.demo_none_note")}</span>
              </Radio>
            </Radio.Group>
          </Form.Item>
        )}
        <div className={styles.foot}>
          {step > 0 && <Button onClick={() => setStep(step - 1)}>{t("action.back")}</Button>}
          <Button type="primary" htmlType="submit" block loading={isBusy}>
            {t(step < LAST_STEP ? "action.next" : isBusy ? "setup.working" : "setup.finish")}
          </Button>
        </div>
      </Form>
    </Door>
  );
}
