import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { ActionDialog } from "./ActionDialog.tsx";
import { useProblemText } from "./data/problem-text.ts";
import { usePerform } from "./perform.ts";

type ActionButtonProps = {
  object: WireObject;
  action: string;
  record: WireRecord;
  size?: "small" | "middle" | "large";
  /** The one that is meant to be done next. */
  primary?: boolean;
  block?: boolean;
};

/** The server says why an action is blocked; the button only repeats it. */
export function ActionButton({
  object,
  action: name,
  record,
  size = "middle",
  primary = false,
  block = false,
}: ActionButtonProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [isAsking, setAsking] = useState(false);
  const { action, run, isBusy } = usePerform(object, name, record);
  const can = record.can?.[name];
  if (!action || can === undefined) return null;

  const start = () => (needsDialog(action) ? setAsking(true) : void run({}));
  const reason = can === true ? undefined : textOf(can);
  return (
    <>
      <Tooltip title={reason}>
        <Button
          size={size}
          block={block}
          type={primary && can === true && action.tone === "primary" ? "primary" : "default"}
          danger={action.tone === "danger"}
          disabled={can !== true}
          loading={isBusy}
          onClick={start}
          {...(reason ? { "aria-description": t("action.blocked", { reason }) } : {})}
        >
          {action.label}
        </Button>
      </Tooltip>
      {isAsking && (
        <ActionDialog
          object={object}
          action={action}
          record={record}
          perform={(input, key) => run(input, key, true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function needsDialog(action: { tone: string; input: { properties?: object } }): boolean {
  return action.tone === "danger" || Object.keys(action.input.properties ?? {}).length > 0;
}
