import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { problemOf } from "./data/problem.ts";
import { useProblemText } from "./data/problem-text.ts";
import { Empty } from "./Empty.tsx";

/** What went wrong and a way on, where the content would have been. */
export function Failure({ error, retry, small }: { error: unknown; retry?: () => void; small?: boolean }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const problem = problemOf(error);
  const title =
    problem.status === 404 ? t("failure.not_found") : problem.status === 0 ? t("failure.offline") : t("failure.title");
  return (
    <div role="alert">
      <Empty small={small ?? false} title={title} text={problem.status === 404 ? t("failure.not_found_text") : textOf(problem)}>
        {retry && <Button onClick={retry}>{t("failure.retry")}</Button>}
      </Empty>
    </div>
  );
}
