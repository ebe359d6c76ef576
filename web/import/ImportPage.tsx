import { useNavigate, useSearch } from "@tanstack/react-router";
import { Steps } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportView } from "#engine/import/import-wire.ts";
import { useModel } from "../ui/data/model.ts";
import { Failure } from "../ui/Failure.tsx";
import { Page } from "../ui/Page.tsx";
import { useIsPhone } from "../ui/screen.ts";
import { WaitingPage } from "../ui/WaitingPage.tsx";
import { CheckStep } from "./CheckStep.tsx";
import { ColumnsStep } from "./ColumnsStep.tsx";
import { ImportHistory } from "./ImportHistory.tsx";
import { ResultStep } from "./ResultStep.tsx";
import { RulesStep } from "./RulesStep.tsx";
import { UploadStep } from "./UploadStep.tsx";
import { isWorking, useImport } from "./use-import.ts";

const STEPS = ["upload", "columns", "rules", "check", "result"] as const;
type Step = (typeof STEPS)[number];

type Search = { object?: string; job?: string; step?: Step };

/** A file becomes records in five steps. Job and step stand in the URL, so that nothing is lost by going away. */
export function ImportPage() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const { byName } = useModel();
  const found = useImport(search.job);
  const view = found.data;
  const step = view ? stepOf(view, search.step) : "upload";
  const object = byName.get(view?.object ?? search.object ?? "");

  const go = (next: Step) => void navigate({ to: ".", search: (known: Search) => ({ ...known, step: next }) } as never);
  const begin = (made: ImportView) =>
    void navigate({ to: ".", search: { object: made.object, job: made.id, step: "columns" } } as never);

  return (
    <Page
      title={object ? t("import.title", { object: object.label }) : t("import.titleAny")}
      note={view && t("import.note", { file: view.fileName, count: view.total })}
    >
      <Steps
        current={STEPS.indexOf(step)}
        size="small"
        responsive={false}
        {...(isPhone ? { type: "dot" as const } : {})}
        items={STEPS.map((name) => ({ title: isPhone && name !== step ? "" : t(`import.step.${name}`) }))}
      />
      {found.error && <Failure error={found.error} retry={() => void found.refetch()} />}
      {search.job !== undefined && !view && !found.error && <WaitingPage />}
      {search.job === undefined && <UploadStep object={search.object} onBegin={begin} />}
      {search.job === undefined && <ImportHistory />}
      {view && step === "columns" && <ColumnsStep key={view.id} view={view} onNext={() => go("rules")} onSheet={begin} />}
      {view && step === "rules" && (
        <RulesStep key={view.id} view={view} onBack={() => go("columns")} onNext={() => go("check")} />
      )}
      {view && step === "check" && <CheckStep key={view.id} view={view} onBack={() => go("rules")} onRun={() => go("result")} />}
      {view && step === "result" && <ResultStep view={view} onAgain={begin} onBack={() => go("check")} />}
    </Page>
  );
}

/** What the job has come to decides first: a finished import shows its result whatever the URL says. */
function stepOf(view: ImportView, asked: Step | undefined): Step {
  const isReal = !view.dry && view.state !== "draft";
  if (isReal && (isWorking(view) || view.state === "done" || view.state === "failed" || view.state === "cancelled"))
    return "result";
  return asked === undefined || asked === "upload" || asked === "result" ? "columns" : asked;
}
