import { DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Result, Select } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ImportView } from "#engine/import/import-wire.ts";
import { useModel } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { refreshRecords } from "../ui/data/writes.ts";
import { Figure } from "../ui/Figure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { formatNumber } from "../ui/format.ts";
import { useCompany } from "../ui/navigation.ts";
import { Panel } from "../ui/Panel.tsx";
import { Problems, Working } from "./CheckStep.tsx";
import styles from "./Import.module.css";
import { PassedOver } from "./PassedOver.tsx";
import { saveFile } from "./save-file.ts";
import { importAgain, isWorking, useImportSteps } from "./use-import.ts";

type ResultStepProps = { view: ImportView; onAgain(view: ImportView): void; onBack(): void };

export function ResultStep({ view, onAgain }: ResultStepProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const company = useCompany();
  const { byName } = useModel();
  const { run, cancel } = useImportSteps(view.id);
  const working = isWorking(view);
  const object = byName.get(view.object);

  useEffect(() => {
    if (!working) void refreshRecords(queries);
  }, [working, queries]);

  if (working) return <Working view={view} title={t("import.running")} onCancel={() => cancel.mutate()} />;
  const result = view.result;
  const isStopped = view.state === "failed" || view.state === "cancelled";
  return (
    <>
      <Result
        className={styles.result ?? ""}
        status={isStopped ? "warning" : "success"}
        title={t(isStopped ? `import.state.${view.state}` : "import.finished", { file: view.fileName })}
        extra={[
          isStopped && (
            <Button key="go" type="primary" loading={run.isPending} onClick={() => run.mutate(view.mapping)}>
              {t("import.goOn")}
            </Button>
          ),
          object && (
            <Link
              key="list"
              to="/$company/$path"
              params={{ company, path: object.path }}
              search={{ view: "all", sort: "-createdAt" }}
            >
              <Button tabIndex={-1} type={isStopped ? "default" : "primary"}>
                {t("import.toList", { object: object.plural })}
              </Button>
            </Link>
          ),
        ]}
      />
      {result && (
        <div className={styles.figures} role="status">
          <Figure label={t("import.created")} value={formatNumber(result.created)} />
          <Figure label={t("import.updated")} value={formatNumber(result.updated)} />
          <Figure label={t("import.skipped")} value={formatNumber(result.skipped)} />
          <Figure label={t("import.failed")} value={formatNumber(result.failed)} isWarning={result.failed > 0} />
        </div>
      )}
      {result && <PassedOver result={result} />}
      {result && result.failed > 0 && <FailedRows view={view} />}
      {result && result.problems.length > 0 && <Problems view={view} problems={result.problems} />}
      <Again view={view} onAgain={onAgain} />
    </>
  );
}

function FailedRows({ view }: { view: ImportView }) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const save = useMutation({
    mutationFn: () =>
      saveFile(`/v1/imports/${view.id}/failed.xlsx`, t("import.failedFile", { file: view.fileName.replace(/\.\w+$/, "") })),
    onError: (error) => feedback.error(wordsOf(problemOf(error))),
  });
  return (
    <div className={styles.row}>
      <Button icon={<DownloadOutlined />} loading={save.isPending} onClick={() => save.mutate()}>
        {t("import.downloadFailed")}
      </Button>
      <span className={styles.quiet}>{t("import.downloadFailedNote")}</span>
    </div>
  );
}

/** One sheet often holds several kinds of things: offices, their managers, their people. */
function Again({ view, onAgain }: { view: ImportView; onAgain(view: ImportView): void }) {
  const { t } = useTranslation();
  const { objects } = useModel();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const choices = objects.filter((object) => object.may.import && object.may.create);
  const again = useMutation({
    mutationFn: (object: string) => importAgain(view.id, { object }),
    onSuccess: onAgain,
    onError: (error) => feedback.error(wordsOf(problemOf(error))),
  });
  return (
    <Panel title={t("import.again")}>
      <div className={styles.row}>
        <span className={styles.quiet}>{t("import.againNote")}</span>
        <Select
          className={styles.choose ?? ""}
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("import.again")}
          placeholder={t("import.againPick")}
          value={null}
          loading={again.isPending}
          options={choices.map((object) => ({ value: object.name, label: object.label }))}
          onChange={(object) => object && again.mutate(object)}
        />
      </div>
    </Panel>
  );
}
