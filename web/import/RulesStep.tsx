import { Alert, Button, Radio, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Import.module.css";
import { pathsOf } from "./mapping.ts";
import { useImportSteps } from "./use-import.ts";

const MODES = ["create", "upsert", "update"] as const;
const DUPLICATES = ["skip", "update", "create", "reject"] as const;

type RulesStepProps = { view: ImportView; onBack(): void; onNext(): void };

/** What happens to rows that are there already, by a key or by the object's duplicate rules. */
export function RulesStep({ view, onBack, onNext }: RulesStepProps) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const { save, check } = useImportSteps(view.id);
  const [mapping, setMapping] = useState<ImportMapping>(view.mapping);
  const change = (part: Partial<ImportMapping>) => setMapping((known) => ({ ...known, ...part }));
  const paths = pathsOf(mapping);
  const keys = view.targets.filter((target) => target.isKey && paths.has(target.path));
  const needsKey = mapping.mode !== "create";
  const refused = (error: unknown) => {
    const problem = problemOf(error);
    feedback.error(problem.errors?.[0]?.message ?? wordsOf(problem));
  };

  return (
    <>
      <Panel title={t("import.mode")}>
        <Radio.Group
          className={styles.choices ?? ""}
          aria-label={t("import.mode")}
          value={mapping.mode}
          onChange={(event) => change({ mode: event.target.value })}
          options={MODES.map((mode) => ({ value: mode, label: t(`import.modes.${mode}`) }))}
        />
        <div className={styles.key}>
          <span>{t("import.key")}</span>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            className={styles.grow ?? ""}
            aria-label={t("import.key")}
            placeholder={t(needsKey ? "import.keyNeeded" : "import.keyOptional")}
            value={mapping.key}
            options={keys.map((target) => ({ value: target.path, label: target.label }))}
            onChange={(key) => change({ key })}
          />
        </div>
        <p className={styles.quiet}>{t("import.keyNote")}</p>
      </Panel>
      <Panel title={t("import.duplicates")}>
        <Radio.Group
          className={styles.choices ?? ""}
          aria-label={t("import.duplicates")}
          value={mapping.duplicates}
          onChange={(event) => change({ duplicates: event.target.value })}
          options={DUPLICATES.map((policy) => ({ value: policy, label: t(`import.duplicate.${policy}`) }))}
        />
      </Panel>
      {needsKey && mapping.key.length === 0 && <Alert type="warning" showIcon title={t("import.keyNeeded")} />}
      <div className={styles.end}>
        <Button onClick={() => save.mutate(mapping, { onSuccess: onBack, onError: refused })}>{t("action.back")}</Button>
        <Button
          type="primary"
          disabled={needsKey && mapping.key.length === 0}
          loading={check.isPending}
          onClick={() => check.mutate(mapping, { onSuccess: onNext, onError: refused })}
        >
          {t("import.check")}
        </Button>
      </div>
    </>
  );
}
