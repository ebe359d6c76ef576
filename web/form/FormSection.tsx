import { Form } from "antd";
import { useTranslation } from "react-i18next";
import type { WireField, WireObject, WireReference } from "#engine/wire.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import type { Section } from "./form-sections.ts";
import styles from "./RecordForm.module.css";

type FormSectionProps = {
  section: Section;
  object: WireObject;
  known: Record<string, WireReference>;
  currency: string | undefined;
  recordType: string | undefined;
  isFirst: boolean;
  /** Four fields beside one another, where lines give the form the breadth. */
  isBroad: boolean;
  showTitle: boolean;
};

const WIDE = new Set<WireField["type"]>(["longText", "richText", "address", "anyReference"]);

export function FormSection({ section, object, known, currency, recordType, isFirst, isBroad, showTitle }: FormSectionProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.section} aria-label={section.label}>
      {showTitle && <h3>{section.label}</h3>}
      <div className={isBroad ? `${styles.grid} ${styles.broad}` : styles.grid}>
        {section.fields.map((field, index) => {
          const isWide = WIDE.has(field.type) || field.name === object.title;
          return (
            <Form.Item
              key={field.key}
              name={field.key}
              label={field.label}
              required={field.required}
              className={isWide ? (styles.wide ?? "") : ""}
              rules={field.required ? [{ required: true, message: t("form.required_field", { field: field.label }) }] : []}
              validateTrigger="onSubmit"
              {...(field.help ? { tooltip: field.help } : {})}
            >
              <FieldInput
                field={field}
                known={known[field.key] ?? null}
                currency={currency}
                recordType={recordType}
                autoFocus={isFirst && index === 0}
              />
            </Form.Item>
          );
        })}
      </div>
    </section>
  );
}
