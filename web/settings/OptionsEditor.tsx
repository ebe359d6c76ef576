import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Select, Switch } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireOption } from "#engine/wire.ts";
import { request } from "../ui/data/client.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Settings.module.css";

const TONES = ["neutral", "progress", "success", "warning", "danger"] as const;

/** Options in their order: what they are called, how likely a deal in them is won, how they look, whether they are still offered. */
export function OptionsEditor({ object, field }: { object: WireObject; field: WireField }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const shipped = field.options ?? [];
  const [options, setOptions] = useState<WireOption[]>(shipped);
  const hasProbability = shipped.some((option) => option.probability !== undefined);
  const hasTypes = shipped.some((option) => option.types !== undefined) && object.recordTypes.length > 1;

  const save = useMutation({
    mutationFn: () =>
      request("PUT", `/v1/model/objects/${object.name}/fields/${field.name}/options`, {
        body: { options: options.map((option) => withLabel(option, shipped, i18n.language)) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["model"] });
      feedback.done(t("settings.options.saved", { name: field.label }));
    },
    onError: (error) => feedback.error(wordsOf(problemOf(error))),
  });

  const change = (index: number, part: Partial<WireOption>) =>
    setOptions((known) => known.map((option, at) => (at === index ? { ...option, ...part } : option)));
  const move = (from: number, to: number) => setOptions((known) => known.toSpliced(from, 1).toSpliced(to, 0, known[from]!));
  /** A new stage stands before the ends, won and lost. */
  const add = () =>
    setOptions((known) => {
      const ends = known.findIndex((option) => option.kind === "won" || option.kind === "lost");
      const kind = known.find((option) => option.kind === "open")?.kind;
      const fresh: WireOption = { value: newValue(), label: "", tone: kind ? "progress" : "neutral", ...(kind ? { kind } : {}) };
      return known.toSpliced(kind && ends >= 0 ? ends : known.length, 0, fresh);
    });
  const isChanged = JSON.stringify(options) !== JSON.stringify(shipped);
  const isComplete = options.every((option) => option.label.trim() !== "");

  return (
    <Panel
      title={`${object.label} · ${field.label}`}
      extra={
        <>
          {isChanged && <Button onClick={() => setOptions(shipped)}>{t("settings.undo")}</Button>}
          <Button type="primary" disabled={!isChanged || !isComplete} loading={save.isPending} onClick={() => save.mutate()}>
            {t("action.save")}
          </Button>
        </>
      }
      flush
    >
      <div className={styles.matrix}>
        <table className={styles.options} aria-label={field.label}>
          <thead>
            <tr>
              <th scope="col">{t("settings.options.order")}</th>
              <th scope="col">{t("settings.options.label")}</th>
              {hasProbability && <th scope="col">{t("settings.options.probability")}</th>}
              {hasTypes && <th scope="col">{t("settings.options.types")}</th>}
              <th scope="col">{t("settings.options.tone")}</th>
              <th scope="col">{t("settings.options.offered")}</th>
            </tr>
          </thead>
          <tbody>
            {options.map((option, index) => (
              <OptionRow
                key={option.value}
                object={object}
                option={option}
                hasProbability={hasProbability}
                hasTypes={hasTypes}
                onChange={(part) => change(index, part)}
                onUp={index === 0 ? undefined : () => move(index, index - 1)}
                onDown={index === options.length - 1 ? undefined : () => move(index, index + 1)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.padded}>
        <Button onClick={add}>{t("settings.options.add")}</Button>
      </div>
    </Panel>
  );
}

type OptionRowProps = {
  object: WireObject;
  option: WireOption;
  hasProbability: boolean;
  hasTypes: boolean;
  onChange(part: Partial<WireOption>): void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

function OptionRow({ object, option, hasProbability, hasTypes, onChange, onUp, onDown }: OptionRowProps) {
  const { t } = useTranslation();
  const name = option.label;
  const isEnd = option.kind === "won" || option.kind === "lost";
  const arrow = (icon: ReactNode, label: string, onClick: (() => void) | undefined) => (
    <Button size="small" type="text" icon={icon} disabled={!onClick} aria-label={label} onClick={onClick ?? (() => {})} />
  );
  return (
    <tr data-retired={option.retired === true}>
      <td>
        {arrow(<ArrowUpOutlined />, t("settings.options.up", { name }), onUp)}
        {arrow(<ArrowDownOutlined />, t("settings.options.down", { name }), onDown)}
      </td>
      <td>
        <Input
          aria-label={t("settings.options.label")}
          value={name}
          maxLength={60}
          autoFocus={name === ""}
          onChange={(event) => onChange({ label: event.target.value })}
        />
      </td>
      {hasProbability && (
        <td>
          <InputNumber
            aria-label={t("settings.options.probabilityOf", { name })}
            value={option.probability ?? null}
            min={0}
            max={100}
            suffix="%"
            controls={false}
            disabled={isEnd}
            onChange={(probability) => onChange({ probability: probability ?? 0 })}
          />
        </td>
      )}
      {hasTypes && (
        <td>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            className={styles.scope ?? ""}
            aria-label={t("settings.options.typesOf", { name })}
            placeholder={t("settings.options.allTypes")}
            value={[...(option.types ?? [])]}
            options={object.recordTypes.map((type) => ({ value: type.value, label: type.label }))}
            onChange={(types) => onChange({ types })}
          />
        </td>
      )}
      <td>
        <Select
          aria-label={t("settings.options.toneOf", { name })}
          value={option.tone ?? "neutral"}
          className={styles.scope ?? ""}
          options={TONES.map((tone) => ({ value: tone, label: t(`settings.options.tones.${tone}`) }))}
          onChange={(tone) => onChange({ tone })}
        />
      </td>
      <td>
        <Switch
          size="small"
          aria-label={t("settings.options.offeredOf", { name })}
          checked={!option.retired}
          onChange={(isOffered) => onChange({ retired: !isOffered })}
        />
      </td>
    </tr>
  );
}

/** Options that were not renamed keep their words in every language, so only new words are sent. */
function withLabel({ label, types, ...option }: WireOption, shipped: readonly WireOption[], language: string) {
  const known = shipped.find((one) => one.value === option.value);
  const kept = { ...option, ...(types && types.length > 0 ? { types } : {}) };
  return known?.label === label ? kept : { ...kept, label: { [language]: label } };
}

/** People never see an option's value, and never have to invent one. */
function newValue(): string {
  return `x_${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`;
}
