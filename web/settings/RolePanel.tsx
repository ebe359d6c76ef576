import { Button, Checkbox, Collapse, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RIGHTS } from "#engine/access/rights.ts";
import type { WireRecord } from "#engine/wire.ts";
import { useModel } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useUpdate } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { Panel } from "../ui/Panel.tsx";
import { FieldRulesEditor } from "./FieldRulesEditor.tsx";
import { PermissionMatrix } from "./PermissionMatrix.tsx";
import { type FieldRules, governed, type Permissions } from "./role-permissions.ts";
import styles from "./Settings.module.css";

type Draft = { name: string; description: string; permissions: Permissions; fieldRules: FieldRules; rights: string[] };

/** What people of a role may do, edited as a whole and saved at once. */
export function RolePanel({ role, mayChange }: { role: WireRecord; mayChange: boolean }) {
  const { t } = useTranslation();
  const { objects } = useModel();
  const update = useUpdate("role");
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const [draft, setDraft] = useState(() => draftOf(role));
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(role));

  const save = () =>
    update.mutate(
      { id: role.id, version: role.version, values: draft },
      {
        onSuccess: () => feedback.done(t("settings.roles.saved", { name: draft.name })),
        onError: (error) => feedback.error(wordsOf(problemOf(error))),
      },
    );
  return (
    <div className={styles.stack}>
      <Panel
        title={String(role.name)}
        extra={
          mayChange && (
            <>
              {isChanged && <Button onClick={() => setDraft(draftOf(role))}>{t("settings.undo")}</Button>}
              <Button type="primary" disabled={!isChanged} loading={update.isPending} onClick={save}>
                {t("action.save")}
              </Button>
            </>
          )
        }
      >
        <div className={styles.stack}>
          <Input
            aria-label={t("settings.roles.name")}
            value={draft.name}
            disabled={!mayChange}
            maxLength={60}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Input.TextArea
            aria-label={t("settings.roles.description")}
            placeholder={t("settings.roles.description")}
            value={draft.description}
            disabled={!mayChange}
            maxLength={500}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={(event) => change({ description: event.target.value })}
          />
          <fieldset className={styles.rights}>
            <legend className={styles.quiet}>{t("settings.roles.rights")}</legend>
            <Checkbox.Group
              className={styles.rightList ?? ""}
              disabled={!mayChange}
              value={draft.rights}
              options={RIGHTS.map((right) => ({ value: right, label: t(`settings.roles.right.${right}`) }))}
              onChange={(rights) => change({ rights: rights as string[] })}
            />
          </fieldset>
        </div>
      </Panel>
      <Panel
        title={t("settings.roles.matrix")}
        extra={<span className={styles.quiet}>{t("settings.roles.matrixNote")}</span>}
        flush
      >
        <PermissionMatrix
          objects={governed(objects)}
          permissions={draft.permissions}
          usesDefaults={role.usesDefaults === true}
          disabled={!mayChange}
          onChange={(permissions) => change({ permissions })}
        />
      </Panel>
      <Collapse
        size="small"
        items={[
          {
            key: "fields",
            label: t("settings.roles.fieldRules", { count: countRules(draft.fieldRules) }),
            children: (
              <FieldRulesEditor
                objects={governed(objects)}
                rules={draft.fieldRules}
                disabled={!mayChange}
                onChange={(fieldRules) => change({ fieldRules })}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

function draftOf(role: WireRecord): Draft {
  return {
    name: String(role.name),
    description: String(role.description ?? ""),
    permissions: (role.permissions ?? {}) as Permissions,
    fieldRules: (role.fieldRules ?? {}) as FieldRules,
    rights: (role.rights ?? []) as string[],
  };
}

function countRules(rules: FieldRules): number {
  return Object.values(rules).reduce((sum, fields) => sum + Object.keys(fields).length, 0);
}
