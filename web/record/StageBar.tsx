import { CheckOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireOption, WireRecord } from "#engine/wire.ts";
import { byField, canMove, columnsOf, moveTo, outcomeOf } from "../board/board-columns.ts";
import { MoveDialog } from "../board/MoveDialog.tsx";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useAction } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import styles from "./StageBar.module.css";

/** The way a record goes: what lies behind it, where it stands and for how long, what comes. A click moves it. */
export function StageBar({ object, record }: { object: WireObject; record: WireRecord }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<WireOption | null>(null);
  const move = useMove(object, record);
  const field = byField(object);
  const here = field.options?.find((option) => option.value === record[field.name]);
  const { open, closed } = columnsOf(object, record.recordType ?? undefined);
  const goal = closed.find((option) => outcomeOf(option) === "won");
  const isClosed = here !== undefined && outcomeOf(here) !== "open";
  const at = isClosed ? open.length : open.findIndex((option) => option.value === here?.value);
  const since = record[`${field.name}Since`];
  const days = typeof since === "string" ? dayjs().diff(dayjs(since), "day") : null;

  const go = (option: WireOption) => (moveTo(object, option)?.asks.length ? setAsked(option) : void move(option, {}));
  const steps = isClosed ? [...open, here] : [...open, ...(goal ? [goal] : [])];
  return (
    <>
      <fieldset className={styles.bar} aria-label={field.label}>
        {steps.map((option, index) => {
          const isHere = option.value === here?.value;
          const can = canMove(record, moveTo(object, option));
          return (
            <Step
              key={option.value}
              option={option}
              look={isHere ? lookOf(option) : index < at ? styles.done! : ""}
              isHere={isHere}
              isDone={!isHere && index < at}
              note={isHere && !isClosed && days !== null ? t("record.days", { count: days }) : ""}
              can={isHere || isClosed ? undefined : can}
              onGo={() => go(option)}
            />
          );
        })}
      </fieldset>
      {asked !== null && (
        <MoveDialog
          object={object}
          record={record}
          option={asked}
          onConfirm={(input) => move(asked, input, true)}
          onDone={() => setAsked(null)}
        />
      )}
    </>
  );
}

function lookOf(option: WireOption): string {
  const outcome = outcomeOf(option);
  return (outcome === "won" ? styles.won : outcome === "lost" ? styles.lost : styles.now) ?? "";
}

type StepProps = {
  option: WireOption;
  look: string;
  isHere: boolean;
  isDone: boolean;
  note: string;
  can: true | string | undefined;
  onGo: () => void;
};

function Step({ option, look, isHere, isDone, note, can, onGo }: StepProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const tip = can === true ? t("record.move_to", { stage: option.label }) : typeof can === "string" ? textOf(can) : undefined;
  return (
    <Tooltip title={tip}>
      <button
        type="button"
        className={`${styles.step} ${look}`}
        disabled={can !== true}
        aria-current={isHere ? "step" : undefined}
        onClick={onGo}
      >
        {isDone && <CheckOutlined style={{ marginRight: 4, fontSize: 11 }} />}
        {option.label}
        {note && <span className={styles.days}>{note}</span>}
      </button>
    </Tooltip>
  );
}

function useMove(object: WireObject, record: WireRecord) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const perform = useAction(object.name, "");
  return async (option: WireOption, answered: Record<string, unknown>, rethrow = false) => {
    const target = moveTo(object, option);
    if (!target || perform.isPending) return;
    try {
      await perform.mutateAsync({ id: record.id, input: { ...target.input, ...answered }, verb: target.action.name });
      feedback.done(t("action.done", { action: option.label }));
    } catch (error) {
      if (rethrow) throw error;
      feedback.error(textOf(problemOf(error)));
    }
  };
}
