import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import { useMe } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { Panel } from "../ui/Panel.tsx";
import { ColumnRow } from "./ColumnRow.tsx";
import { Constants } from "./Constants.tsx";
import styles from "./Import.module.css";
import { missingTargets, withMigrating } from "./mapping.ts";
import { importAgain, useImportSteps } from "./use-import.ts";

type ColumnsStepProps = { view: ImportView; onNext(): void; onSheet(view: ImportView): void };

/** Which column of the file goes into which field; several fields may read one column. */
export function ColumnsStep({ view, onNext, onSheet }: ColumnsStepProps) {
  const { t } = useTranslation();
  const { rights } = useMe();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const { save } = useImportSteps(view.id);
  const [mapping, setMapping] = useState<ImportMapping>(view.mapping);
  const missing = missingTargets(view, mapping);
  const sheets = view.format.sheets ?? [];
  const refused = (error: unknown) => {
    const problem = problemOf(error);
    feedback.error(problem.errors?.[0]?.message ?? wordsOf(problem));
  };
  const changeSheet = useMutation({
    mutationFn: (sheet: string) => importAgain(view.id, { object: view.object, sheet }),
    onSuccess: onSheet,
    onError: refused,
  });

  return (
    <>
      <div className={styles.row}>
        <span className={styles.quiet}>
          {t(`import.format.${view.format.kind}`, { encoding: (view.format.encoding ?? "").toUpperCase() })}
        </span>
        {sheets.length > 1 && (
          <Select
            aria-label={t("import.sheet")}
            className={styles.choose ?? ""}
            value={view.format.sheet ?? null}
            options={sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet) => sheet && changeSheet.mutate(sheet)}
          />
        )}
        <span className={styles.grow} />
        {rights.includes("migrate") && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the switch is inside and renders the control
          <label className={styles.row} title={t("import.migratingNote")}>
            <Switch
              size="small"
              aria-label={t("import.migrating")}
              checked={mapping.migrating}
              onChange={(migrating) => setMapping(withMigrating(view, mapping, migrating))}
            />
            <span>{t("import.migrating")}</span>
          </label>
        )}
      </div>
      {mapping.migrating && <Alert type="info" showIcon title={t("import.migratingNote")} />}
      <Panel flush>
        <div className={styles.columns}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("import.column")}</th>
                <th scope="col">{t("import.samples")}</th>
                <th scope="col">{t("import.goesTo")}</th>
              </tr>
            </thead>
            <tbody>
              {view.columns.map((column) => (
                <ColumnRow key={column.index} view={view} column={column} mapping={mapping} onChange={setMapping} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Constants view={view} mapping={mapping} onChange={setMapping} />
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("import.missing", { fields: missing.map((target) => target.label).join("、") })}
        />
      )}
      <div className={styles.end}>
        <Button
          type="primary"
          loading={save.isPending}
          disabled={mapping.columns.length === 0}
          onClick={() => save.mutate(mapping, { onSuccess: onNext, onError: refused })}
        >
          {t("action.next")}
        </Button>
      </div>
    </>
  );
}
