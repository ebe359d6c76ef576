import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { Door } from "./Door.tsx";

/** An invited colleague chooses his password and is in. */
export function InvitationPage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false }) as { token: string };
  const navigate = useNavigate();
  const textOf = useProblemText();
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => request<{ login: string; company: string }>("POST", "/v1/invitation", { body: { token } }),
    retry: false,
  });
  const refused = failure ?? (invitation.isError ? textOf(problemOf(invitation.error)) : null);

  const accept = async ({ password }: { password: string }) => {
    setBusy(true);
    try {
      await request("POST", "/v1/invitation/accept", { body: { token, password }, key: newKey() });
      await navigate({ to: "/" });
    } catch (error) {
      setFailure(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={t("invitation.title")} note={invitation.data ? t("invitation.welcome", invitation.data) : t("invitation.note")}>
      <Form layout="vertical" size="large" requiredMark={false} onFinish={accept}>
        {refused !== null && <Alert type="error" showIcon title={refused} style={{ marginBottom: 16 }} />}
        <Form.Item
          name="password"
          label={t("person.password_new")}
          rules={[{ required: true, min: 10, message: t("setup.password_short") }]}
        >
          <Input.Password autoComplete="new-password" autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={isBusy}>
          {t("invitation.submit")}
        </Button>
      </Form>
    </Door>
  );
}
