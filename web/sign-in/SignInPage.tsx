import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { Alert, Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { keepLanguage } from "../i18n.ts";
import type { SignInSearch } from "../routes.tsx";
import { rememberCompany } from "../shell/last-company.ts";
import { request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { queryClient } from "../ui/data/query-client.ts";
import { Door } from "./Door.tsx";
import { needsSetup } from "./needs-setup.ts";

type Session = { companies: { slug: string; name: string }[] };

export function SignInPage() {
  const { t } = useTranslation();
  const { to } = useSearch({ strict: false }) as SignInSearch;
  const navigate = useNavigate();
  const router = useRouter();
  const textOf = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    document.title = `${t("sign_in.title")} · Kehai 客海`;
    void needsSetup().then((needed) => {
      if (needed) void navigate({ to: "/setup", replace: true });
    });
  }, [navigate, t]);

  useEffect(() => {
    // Who has just accepted an invitation is signed in, in a browser that has seen no company yet.
    void request<Session & { signedIn: boolean }>("GET", "/v1/session").then(
      (session) => {
        const goal = session.signedIn ? destination(to, session) : null;
        if (goal === null) return;
        rememberCompany(goal.split("/")[1] ?? null);
        router.history.replace(goal);
      },
      () => undefined,
    );
  }, [to, router]);

  const signIn = async (credentials: { login: string; password: string }) => {
    setBusy(true);
    setFailure(null);
    try {
      const session = await request<Session>("POST", "/v1/session", { body: credentials });
      await keepLanguage();
      queryClient.clear();
      const goal = destination(to, session);
      if (goal === null) return setFailure(t("sign_in.no_company"));
      rememberCompany(goal.split("/")[1] ?? null);
      router.history.push(goal);
    } catch (error) {
      setFailure(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={t("sign_in.title")} note={t("sign_in.note")}>
      <Form layout="vertical" size="large" requiredMark={false} onFinish={signIn} disabled={isBusy}>
        {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
        <Form.Item name="login" label={t("sign_in.login")} rules={[{ required: true, message: t("sign_in.login_missing") }]}>
          <Input autoComplete="username" autoFocus spellCheck={false} autoCapitalize="none" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("sign_in.password")}
          rules={[{ required: true, message: t("sign_in.password_missing") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={isBusy} style={{ marginTop: 8 }}>
          {t("sign_in.submit")}
        </Button>
      </Form>
    </Door>
  );
}

/** Back to where the session ran out, if that is a page of ours; else the company used last on this device. */
function destination(to: string | undefined, session: Session): string | null {
  const slugs = session.companies.map((company) => company.slug);
  if (to !== undefined && /^\/[^/\\]/.test(to) && slugs.includes(to.split(/[/?#]/)[1] ?? "")) return to;
  const last = localStorage.getItem("kehai.company");
  const slug = slugs.find((one) => one === last) ?? slugs[0];
  return slug === undefined ? null : `/${slug}`;
}
