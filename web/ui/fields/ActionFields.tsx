import { Form } from "antd";
import { useTranslation } from "react-i18next";
import type { JsonSchema, WireAction, WireField, WireObject, WireRecord, WireReference } from "#engine/wire.ts";
import { FieldInput } from "./FieldInput.tsx";

type ActionFieldsProps = {
  object: WireObject;
  action: WireAction;
  record: WireRecord;
  /** Inputs already answered by what the person did. */
  omit: readonly string[];
};

/** What an action asks for, as form items of the enclosing form. */
export function ActionFields({ object, action, record, omit }: ActionFieldsProps) {
  const { t } = useTranslation();
  const { properties = {}, required = [] } = action.input;
  return Object.entries(properties)
    .filter(([name]) => !omit.includes(name))
    .map(([name, schema], index) => {
      const field = inputField(object, name, schema);
      const isRequired = required.includes(name);
      return (
        <Form.Item
          key={name}
          name={name}
          label={field.label}
          required={isRequired}
          rules={isRequired ? [{ required: true, message: t("form.required") }] : []}
          initialValue={initialValue(record, field)}
        >
          <FieldInput
            field={field}
            known={(record[field.name] as WireReference) ?? null}
            recordType={record.recordType}
            autoFocus={index === 0}
          />
        </Form.Item>
      );
    });
}

/** The control of the field an input sets or chooses from; a plain one when it concerns no field. */
function inputField(object: WireObject, name: string, schema: JsonSchema): WireField {
  const meant = schema.optionsOf?.split(".").at(-1) ?? name;
  const known = object.fields.find((field) => field.name === meant || field.key === meant);
  const base: WireField = known ?? { ...plainField, type: plainType(schema), to: schema.reference ?? "" };
  return { ...base, name: known?.name ?? name, key: name, label: schema.label ?? known?.label ?? schema.title ?? name };
}

function plainType(schema: JsonSchema): WireField["type"] {
  if (schema.reference) return "reference";
  if (schema.format === "date") return "date";
  if (schema.type === "boolean") return "boolean";
  if (schema.type === "number" || schema.type === "integer") return "number";
  return schema.multiline || (schema.maxLength ?? 0) > 200 ? "longText" : "text";
}

const plainField: WireField = {
  name: "",
  key: "",
  type: "text",
  label: "",
  required: false,
  changedBy: "people",
  readOnly: false,
  masked: false,
  custom: false,
  system: false,
  internal: false,
  ops: [],
  sortable: false,
  indexed: false,
};

function initialValue(record: WireRecord, field: WireField): unknown {
  const value = record[field.key] ?? record[field.name];
  return value !== null && typeof value === "object" && "amount" in value ? value.amount : (value ?? undefined);
}
