import { DeleteOutlined, EllipsisOutlined, StarFilled, StarOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireAction, WireObject, WireRecord, WireReference } from "#engine/wire.ts";
import { toggleFavourite, useVisited } from "../shell/visited.ts";
import { ActionButton } from "../ui/ActionButton.tsx";
import { ActionDialog } from "../ui/ActionDialog.tsx";
import { Chip } from "../ui/Chip.tsx";
import { fieldsOf } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useAction, useRemove } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { ObjectIcon } from "../ui/ObjectIcon.tsx";
import { DocumentsButton } from "./DocumentsButton.tsx";
import styles from "./RecordHead.module.css";
import { StageBar } from "./StageBar.tsx";

const MOST_ACTIONS = 3;

type RecordHeadProps = { object: WireObject; record: WireRecord; isDrawer: boolean; onGone: () => void };

/** Name, the facts that matter, where it stands, and what can be done next. */
export function RecordHead({ object, record, isDrawer, onGone }: RecordHeadProps) {
  const { t } = useTranslation();
  const title = String(record[object.title] ?? "") || t("list.no_name");
  const owner = object.owned
    ? object.fields.find((field) => field.to === "user" && field.label && field.name === "owner")
    : undefined;
  const facts = [...fieldsOf(object, object.facts.slice(0, 5)), ...(owner ? [owner] : [])].filter(
    (field, at, all) => all.indexOf(field) === at,
  );
  const offered = object.primaryActions.filter((name) => record.can?.[name] !== undefined);
  const buttons = buttonsFor(record, offered);
  const state = object.recordTypes.find((type) => type.value === record.recordType);
  return (
    <>
      <div className={styles.line}>
        <span className={styles.icon} aria-hidden="true">
          <ObjectIcon object={object} />
        </span>
        <div className={styles.names}>
          <div className={styles.kind}>{state ? `${object.label} · ${state.label}` : object.label}</div>
          <div className={styles.title}>
            {isDrawer ? <h2 style={{ font: "inherit" }}>{title}</h2> : <h1>{title}</h1>}
            <Star object={object} id={record.id} title={title} />
          </div>
        </div>
        <div className={styles.actions}>
          {buttons.map((name, index) => (
            <ActionButton key={name} object={object} action={name} record={record} primary={index === 0} />
          ))}
          <DocumentsButton object={object} id={record.id} />
          <MoreActions object={object} record={record} shown={buttons} onGone={onGone} />
        </div>
      </div>
      <dl className={styles.facts}>
        {facts.map((field) => (
          <div key={field.name} className={styles.fact}>
            <dt>{field.label}</dt>
            <dd>
              <FieldValue field={field} value={record[field.name]} />
            </dd>
          </div>
        ))}
      </dl>
      <Tags tags={record.tags} />
      {object.board && <StageBar object={object} record={record} />}
    </>
  );
}

/** What can be done, then what waits only for a field to be filled in and says so; the menu tells of all others why not. */
function buttonsFor(record: WireRecord, names: string[]): string[] {
  const able = names.filter((name) => record.can?.[name] === true);
  return [...able, ...names.filter((name) => record.awaits?.[name] !== undefined)].slice(0, MOST_ACTIONS);
}

function Tags({ tags }: { tags: unknown }) {
  if (!Array.isArray(tags) || tags.length === 0) return null;
  return (
    <div className={styles.tags}>
      {(tags as WireReference[]).map((tag) => (
        <Chip key={tag.id} label={tag.title ?? ""} />
      ))}
    </div>
  );
}

function Star({ object, id, title }: { object: WireObject; id: string; title: string }) {
  const { t } = useTranslation();
  const isKept = useVisited().favourites.some((one) => one.id === id);
  const label = t(isKept ? "record.unstar" : "record.star");
  return (
    <button
      type="button"
      className={styles.star}
      aria-pressed={isKept}
      aria-label={label}
      title={label}
      onClick={() => toggleFavourite({ object: object.name, id, title })}
    >
      {isKept ? <StarFilled /> : <StarOutlined />}
    </button>
  );
}

type MoreActionsProps = { object: WireObject; record: WireRecord; shown: string[]; onGone: () => void };

/** The rest of the verbs; those that are impossible now say why instead of hiding. */
function MoreActions({ object, record, shown, onGone }: MoreActionsProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const remove = useRemove(object.name);
  const [asked, setAsked] = useState<WireAction | null>(null);
  const perform = useAction(object.name, asked?.name ?? "");
  const rest = object.actions.filter(
    (action) => !action.hidden && !shown.includes(action.name) && record.can?.[action.name] !== undefined,
  );
  const canDelete = record.can?.delete;
  if (rest.length === 0 && canDelete === undefined) return null;

  const askRemove = () =>
    modal.confirm({
      title: t("record.delete_ask", { name: String(record[object.title] ?? "") }),
      content: t("bulk.delete_text"),
      okText: t("action.delete"),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync({ id: record.id, version: record.version });
          feedback.done(t("record.deleted"));
          onGone();
        } catch (error) {
          feedback.error(textOf(problemOf(error)));
        }
      },
    });
  const items = [
    ...rest.map((action) => {
      const can = record.can?.[action.name];
      const isBlocked = can !== true;
      return {
        key: action.name,
        label: isBlocked ? <Blocked label={action.label} reason={textOf(String(can))} /> : action.label,
        disabled: isBlocked,
        danger: action.tone === "danger" && !isBlocked,
      };
    }),
    ...(canDelete === undefined
      ? []
      : [
          {
            key: "delete",
            icon: <DeleteOutlined />,
            label: canDelete === true ? t("action.delete") : <Blocked label={t("action.delete")} reason={textOf(canDelete)} />,
            danger: canDelete === true,
            disabled: canDelete !== true,
          },
        ]),
  ];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          items,
          onClick: ({ key }) =>
            key === "delete" ? void askRemove() : setAsked(rest.find((action) => action.name === key) ?? null),
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={t("record.more")} style={{ flex: "none" }} />
      </Dropdown>
      {asked !== null && (
        <ActionDialog
          object={object}
          action={asked}
          record={record}
          perform={async (input, key) => {
            await perform.mutateAsync({ id: record.id, input, key });
            feedback.done(t("action.done", { action: asked.label }));
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** Beneath the verb and not in a bubble: a phone has nothing to hover with. */
function Blocked({ label, reason }: { label: string; reason: string }) {
  return (
    <>
      {label}
      <span className={styles.reason}>{reason}</span>
    </>
  );
}
