import { useMutation } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import { request } from "../ui/data/client.ts";
import { useMe } from "../ui/data/model.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Settings.module.css";

/** My sign-ins: leaving all devices at once, after a phone was lost. */
export function SecuritySection() {
  const { t } = useTranslation();
  const { user } = useMe();
  const leave = useMutation({
    mutationFn: () => request("DELETE", "/v1/sessions"),
    onSuccess: () => window.location.assign("/sign-in"),
  });
  return (
    <Panel title={t("settings.security.everywhere")}>
      <div className={styles.stack}>
        <p>{t("settings.security.text", { login: user.login })}</p>
        <div>
          <Popconfirm
            title={t("settings.security.sure")}
            okText={t("settings.security.signOut")}
            onConfirm={() => leave.mutate()}
          >
            <Button danger loading={leave.isPending}>
              {t("settings.security.signOut")}
            </Button>
          </Popconfirm>
        </div>
      </div>
    </Panel>
  );
}
