import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportResult, ImportTarget, ImportView, ValueChoice } from "#engine/import/import-wire.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { formatNumber } from "../ui/format.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Import.module.css";
import { targetOf, withOtherwise, withValue } from "./mapping.ts";
import { useTargetField } from "./target-field.ts";

const FIRST = 20;
type Doing = "reject" | "empty" | "create";

/** A record may be made from its name alone; options are added in the settings, by whom that is given to. */
function doingsFor(target: ImportTarget): Doing[] {
  return target.to === undefined ? ["reject", "empty"] : ["reject", "empty", "create"];
}

type UnresolvedProps = {
  view: ImportView;
  mapping: ImportMapping;
  unresolved: ImportResult["unresolved"];
  onChange(mapping: ImportMapping): void;
};

/** Cells that name no option or record we know: what each of them means, and what becomes of the rest. */
export function Unresolved({ view, mapping, unresolved, onChange }: UnresolvedProps) {
  const { t } = useTranslation();
  const places = [...new Map(unresolved.map(({ column, path }) => [`${column}:${path}`, { column, path }])).values()];
  return (
    <Panel title={t("import.unresolved")} extra={<span className={styles.quiet}>{t("import.unresolvedNote")}</span>}>
      <div className={styles.stack}>
        {places.map((at) => {
          const target = targetOf(view, at.path);
          const values = unresolved.filter((one) => one.column === at.column && one.path === at.path);
          if (!target) return null;
          return (
            <Place
              key={`${at.column}:${at.path}`}
              view={view}
              mapping={mapping}
              at={at}
              target={target}
              values={values}
              onChange={onChange}
            />
          );
        })}
      </div>
    </Panel>
  );
}

type PlaceProps = {
  view: ImportView;
  mapping: ImportMapping;
  at: { column: number; path: string };
  target: ImportTarget;
  values: ImportResult["unresolved"];
  onChange(mapping: ImportMapping): void;
};

function Place({ view, mapping, at, target, values, onChange }: PlaceProps) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const header = view.columns.find((one) => one.index === at.column)?.header ?? "";
  const own = mapping.columns.find((one) => one.column === at.column && one.path === at.path);
  const shown = isWhole ? values : values.slice(0, FIRST);
  return (
    <section className={styles.place} aria-label={`${header} → ${target.label}`}>
      <div className={styles.row}>
        <strong>
          {header} → {target.label}
        </strong>
        <span className={styles.grow} />
        <span className={styles.quiet}>{t("import.otherwise")}</span>
        <Segmented
          size="small"
          aria-label={t("import.otherwiseOf", { field: target.label })}
          value={own?.otherwise ?? "reject"}
          options={doingsFor(target).map((doing) => ({ value: doing, label: t(`import.doing.${doing}`) }))}
          onChange={(doing) => onChange(withOtherwise(mapping, at, doing))}
        />
      </div>
      {shown.map(({ value, count }) => (
        <ValueRow
          key={value}
          view={view}
          target={target}
          text={value}
          count={count}
          choice={own?.values?.[value]}
          onChoose={(choice) => onChange(withValue(mapping, at, value, choice))}
        />
      ))}
      {values.length > shown.length && (
        <Button size="small" type="link" onClick={() => setWhole(true)}>
          {t("import.showAll", { count: values.length })}
        </Button>
      )}
    </section>
  );
}

type ValueRowProps = {
  view: ImportView;
  target: ImportTarget;
  text: string;
  count: number;
  choice: ValueChoice | undefined;
  onChoose(choice: ValueChoice | undefined): void;
};

function ValueRow({ view, target, text, count, choice, onChoose }: ValueRowProps) {
  const { t } = useTranslation();
  const field = useTargetField(view, target);
  const doing = choice === undefined ? "otherwise" : "do" in choice ? choice.do : "as";
  const pick = (next: string) => {
    if (next === "otherwise") onChoose(undefined);
    else if (next === "as") onChoose({ as: null });
    else onChoose({ do: next as Doing });
  };
  return (
    <div className={styles.value}>
      <span className={styles.clip} title={text}>
        {text}
      </span>
      <span className={styles.quiet}>{t("import.rows", { count: formatNumber(count) as never })}</span>
      <Select
        size="small"
        aria-label={t("import.meaningOf", { value: text })}
        value={doing}
        popupMatchSelectWidth={false}
        options={["otherwise", "as", ...doingsFor(target)].map((value) => ({ value, label: t(`import.meaning.${value}`) }))}
        onChange={pick}
      />
      {choice !== undefined && "as" in choice ? (
        <FieldInput
          field={{ ...field, label: t("import.asOf", { value: text }) }}
          value={choice.as}
          onChange={(as) => onChoose({ as })}
          small
        />
      ) : (
        <span />
      )}
    </div>
  );
}
