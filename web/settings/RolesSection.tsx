import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "../ui/data/model.ts";
import { useRecords } from "../ui/data/records.ts";
import { Failure } from "../ui/Failure.tsx";
import { Panel } from "../ui/Panel.tsx";
import { EditDrawer } from "./EditDrawer.tsx";
import { RolePanel } from "./RolePanel.tsx";
import styles from "./Settings.module.css";

export function RolesSection() {
  const { t } = useTranslation();
  const role = useObject("role");
  const found = useRecords("role", { sort: "name", limit: 100 });
  const [chosen, choose] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const roles = found.data?.items ?? [];
  const current = roles.find((one) => one.id === chosen) ?? roles[0];

  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!role) return null;
  const add = role.may.create && (
    <Button size="small" onClick={() => setAdding(true)}>
      {t("settings.roles.add")}
    </Button>
  );
  return (
    <>
      <div className={styles.roles}>
        <Panel title={t("settings.roles.list")} extra={add} flush>
          <div className={styles.list}>
            {roles.map((one) => (
              <button
                key={one.id}
                type="button"
                className={styles.item}
                aria-current={one.id === current?.id ? "page" : undefined}
                onClick={() => choose(one.id)}
              >
                {String(one.name)}
              </button>
            ))}
          </div>
        </Panel>
        {current && <RolePanel key={`${current.id}:${current.version}`} role={current} mayChange={role.may.update} />}
      </div>
      {isAdding && (
        <EditDrawer
          object={role}
          record={null}
          fields={["name", "code", "description"]}
          initial={{ permissions: {}, fieldRules: {}, rights: [] }}
          title={t("settings.roles.add")}
          onClose={() => setAdding(false)}
          onSaved={(saved) => choose(saved.id)}
        />
      )}
    </>
  );
}
