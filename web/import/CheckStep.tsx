import { Alert, Button, Checkbox, Progress, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportProblem, ImportView } from "#engine/import/import-wire.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { Empty } from "../ui/Empty.tsx";
import { Figure } from "../ui/Figure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { formatNumber } from "../ui/format.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Import.module.css";
import { PassedOver } from "./PassedOver.tsx";
import { Unresolved } from "./Unresolved.tsx";
import { isWorking, useImportSteps } from "./use-import.ts";

type CheckStepProps = { view: ImportView; onBack(): void; onRun(): void };

/** What would happen, before anything does: the dry run's figures, what its cells mean, and what is wrong with which row. */
export function CheckStep({ view, onBack, onRun }: CheckStepProps) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const { check, run, cancel } = useImportSteps(view.id);
  const [mapping, setMapping] = useState<ImportMapping>(view.mapping);
  const { result } = view;
  const isChanged = JSON.stringify({ ...mapping, accept: [] }) !== JSON.stringify({ ...view.mapping, accept: [] });
  const refused = (error: unknown) => {
    const problem = problemOf(error);
    feedback.error(problem.errors?.[0]?.message ?? wordsOf(problem));
  };
  const again = () => check.mutate(mapping, { onError: refused });

  if (isWorking(view)) return <Working view={view} title={t("import.checking")} onCancel={() => cancel.mutate()} />;
  if (!result || view.state === "draft" || view.state === "cancelled") {
    return (
      <Empty title={t("import.notChecked")} text={t("import.notCheckedText")}>
        <Button onClick={onBack}>{t("action.back")}</Button>
        <Button type="primary" loading={check.isPending} onClick={again}>
          {t("import.check")}
        </Button>
      </Empty>
    );
  }
  const ready = result.created + result.updated;
  return (
    <>
      <div className={styles.figures} role="status">
        <Figure label={t("import.willCreate")} value={formatNumber(result.created)} />
        <Figure label={t("import.willUpdate")} value={formatNumber(result.updated)} />
        <Figure label={t("import.willSkip")} value={formatNumber(result.skipped)} />
        <Figure label={t("import.willFail")} value={formatNumber(result.failed)} isWarning={result.failed > 0} />
      </div>
      <PassedOver result={result} />
      {result.failed === 0 && result.warnings.length === 0 && <Alert type="success" showIcon title={t("import.allGood")} />}
      {result.unresolved.length > 0 && (
        <Unresolved view={view} mapping={mapping} unresolved={result.unresolved} onChange={setMapping} />
      )}
      {result.warnings.length > 0 && <Warnings view={view} mapping={mapping} onChange={setMapping} />}
      {result.problems.length > 0 && <Problems view={view} problems={result.problems} />}
      <div className={styles.end}>
        <Button onClick={onBack}>{t("action.back")}</Button>
        <Button type={isChanged ? "primary" : "default"} loading={check.isPending} onClick={again}>
          {t("import.checkAgain")}
        </Button>
        <Button
          type={isChanged ? "default" : "primary"}
          disabled={ready === 0 || isChanged}
          loading={run.isPending}
          onClick={() => run.mutate(mapping, { onSuccess: onRun, onError: refused })}
        >
          {t(result.failed > 0 ? "import.runRest" : "import.run", { count: ready })}
        </Button>
      </div>
    </>
  );
}

export function Working({ view, title, onCancel }: { view: ImportView; title: string; onCancel(): void }) {
  const { t } = useTranslation();
  const percent = view.total === 0 ? 0 : Math.floor((view.done / view.total) * 100);
  return (
    <Panel>
      <div className={styles.working} role="status" aria-live="polite">
        <div>{title}</div>
        <Progress percent={percent} aria-label={title} />
        <div className={styles.quiet}>
          {t("import.progress", { done: formatNumber(view.done), total: formatNumber(view.total) })}
        </div>
        <div>
          <Button size="small" onClick={onCancel}>
            {t("import.cancel")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

/** Rules that a migration may pass over once somebody has said so. */
function Warnings({
  view,
  mapping,
  onChange,
}: {
  view: ImportView;
  mapping: ImportMapping;
  onChange(mapping: ImportMapping): void;
}) {
  const { t } = useTranslation();
  const warnings = view.result?.warnings ?? [];
  const accepted = mapping.accept === "all" ? warnings.map(({ code }) => code) : mapping.accept;
  return (
    <Panel title={t("import.warnings")} extra={<span className={styles.quiet}>{t("import.warningsNote")}</span>}>
      <Checkbox.Group
        className={styles.choices ?? ""}
        value={accepted}
        options={warnings.map(({ code, message, count }) => ({ value: code, label: t("import.accept", { message, count }) }))}
        onChange={(codes) => onChange({ ...mapping, accept: codes as string[] })}
      />
    </Panel>
  );
}

export function Problems({ view, problems }: { view: ImportView; problems: ImportProblem[] }) {
  const { t } = useTranslation();
  const headerOf = (column: number | null) => view.columns.find((one) => one.index === column)?.header ?? "";
  return (
    <Panel title={t("import.problems")} flush>
      <Table<ImportProblem>
        size="small"
        rowKey={(problem) => `${problem.row}-${problem.column}-${problem.code}`}
        dataSource={problems}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: "max-content" }}
        columns={[
          { title: t("import.row"), dataIndex: "row", align: "right", width: 72 },
          { title: t("import.column"), render: (_, problem) => headerOf(problem.column) },
          { title: t("import.value"), dataIndex: "value" },
          { title: t("import.reason"), dataIndex: "message" },
        ]}
      />
    </Panel>
  );
}
