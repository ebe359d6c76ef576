import { Badge, Button, Input, InputNumber, Popover, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ColumnMapping, Transform } from "#engine/import/import-wire.ts";
import styles from "./Import.module.css";
import { newTransform, TRANSFORMS } from "./mapping.ts";

type TransformsProps = { one: ColumnMapping; label: string; onChange(transforms: Transform[]): void };

/** Changes made to a cell's text before it is read: a few small ones, in their order. */
export function Transforms({ one, label, onChange }: TransformsProps) {
  const { t } = useTranslation();
  const transforms = one.transforms ?? [];
  const change = (index: number, next: Transform | null) =>
    onChange(transforms.flatMap((known, at) => (at === index ? (next ? [next] : []) : [known])));

  const content = (
    <div className={styles.stack}>
      {transforms.map((transform, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: transforms have no identity but their place
        <div key={index} className={styles.row}>
          <span className={styles.verb}>{t(`import.transform.${transform.kind}`)}</span>
          <Inputs transform={transform} onChange={(next) => change(index, next)} />
          <Button size="small" type="text" onClick={() => change(index, null)}>
            {t("import.removeTransform")}
          </Button>
        </div>
      ))}
      <Select
        size="small"
        aria-label={t("import.addTransform")}
        placeholder={t("import.addTransform")}
        value={null}
        options={TRANSFORMS.map((kind) => ({ value: kind, label: t(`import.transform.${kind}`) }))}
        onChange={(kind) => kind && onChange([...transforms, newTransform(kind)])}
      />
    </div>
  );
  return (
    <Popover trigger="click" title={t("import.transforms")} content={content}>
      <Badge count={transforms.length} size="small" color="var(--k-primary)">
        <Button size="small" type="text" aria-label={t("import.transformsOf", { field: label })}>
          {t("import.adjust")}
        </Button>
      </Badge>
    </Popover>
  );
}

function Inputs({ transform, onChange }: { transform: Transform; onChange(transform: Transform): void }) {
  const { t } = useTranslation();
  const text = (label: string, value: string, set: (next: string) => Transform) => (
    <Input
      size="small"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(set(event.target.value))}
    />
  );
  switch (transform.kind) {
    case "replace":
      return (
        <>
          {text(t("import.from"), transform.from, (from) => ({ ...transform, from }))}
          {text(t("import.to"), transform.to, (to) => ({ ...transform, to }))}
        </>
      );
    case "split":
      return (
        <>
          {text(t("import.by"), transform.by, (by) => ({ ...transform, by }))}
          <InputNumber
            size="small"
            aria-label={t("import.part")}
            min={1}
            value={transform.part + 1}
            onChange={(part) => onChange({ ...transform, part: (part ?? 1) - 1 })}
          />
        </>
      );
    case "prefix":
    case "suffix":
      return text(t("import.text"), transform.text, (next) => ({ ...transform, text: next }));
    default:
      return null;
  }
}
