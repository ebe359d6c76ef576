import { Form } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { JsonSchema, WireAction, WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { type Model, useModel } from "../data/model.ts";
import { FieldInput } from "./FieldInput.tsx";
import { RowsInput } from "./RowsInput.tsx";
import { inputValue, knownOf } from "./values.ts";

type ActionFieldsProps = {
  object: WireObject;
  action: WireAction;
  /** Absent when the action is asked of many records at once. */
  record?: WireRecord | undefined;
  /** Inputs already answered by what the person did. */
  omit?: readonly string[];
  /** Refusals of what stands in the rows of an input. */
  errors?: readonly FieldError[];
};

export type FieldError = { field: string; message: string };

/** What an action asks for, as form items of the enclosing form: required ones first. */
export function ActionFields({ object, action, record, omit = [], errors = [] }: ActionFieldsProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { properties = {}, required = [] } = action.input;
  const asked = Object.entries(properties).filter(([name, schema]) => !omit.includes(name) && isTyped(schema));
  const ordered = [...asked.filter(([name]) => required.includes(name)), ...asked.filter(([name]) => !required.includes(name))];
  return ordered.map(([name, schema], index) => {
    const field = inputField(model, object, name, schema);
    const isRequired = required.includes(name);
    return (
      <Form.Item
        key={name}
        name={name}
        label={field.label}
        required={isRequired}
        rules={isRequired ? [{ required: true, message: t("form.required_field", { field: field.label }) }] : []}
        initialValue={initialValue(record, object, field, schema)}
      >
        {asksForRows(schema) ? (
          <RowsInput
            name={name}
            label={field.label}
            fields={rowFields(model, object, schema)}
            schema={schema.items!}
            currency={record?.currency ?? undefined}
            errors={errors}
          />
        ) : (
          <FieldInput
            field={field}
            known={record ? knownOf(field, record) : null}
            currency={record?.currency ?? undefined}
            recordType={record?.recordType}
            autoFocus={index === 0}
          />
        )}
      </Form.Item>
    );
  });
}

/** A list of plain values, such as ids, is for a dialog that offers them. */
function isTyped(schema: JsonSchema): boolean {
  return schema.type !== "array" || asksForRows(schema);
}

export function asksForRows(schema: JsonSchema): boolean {
  return schema.type === "array" && schema.items?.properties !== undefined;
}

/** Rows that name a record by `id` are of its object. */
function rowFields(model: Model, object: WireObject, { items }: JsonSchema): WireField[] {
  const row = model.byName.get(items?.properties?.id?.reference ?? "") ?? object;
  return Object.entries(items?.properties ?? {}).map(([name, schema]) => ({
    ...inputField(model, row, name, schema),
    required: items?.required?.includes(name) ?? false,
    readOnly: false,
    ...(schema.default === undefined ? {} : { default: schema.default }),
  }));
}

/** The control of the field an input sets or chooses from; a plain one when it concerns no field. */
function inputField(model: Model, object: WireObject, name: string, schema: JsonSchema): WireField {
  const path = schema.optionsOf?.split(".") ?? [];
  const owner = path.length > 1 ? (model.byName.get(path[0]!) ?? object) : object;
  const meant = path.at(-1) ?? name;
  const known = owner.fields.find((field) => field.name === meant || field.key === meant);
  const base: WireField = known ?? { ...plainField, type: plainType(schema), to: schema.reference ?? "" };
  const options = base.options?.filter((option) => schema.enum === undefined || schema.enum.includes(option.value));
  return {
    ...base,
    name: known?.name ?? name,
    key: name,
    required: false,
    label: schema.label ?? known?.label ?? schema.title ?? name,
    ...(options ? { options } : {}),
  };
}

function plainType(schema: JsonSchema): WireField["type"] {
  if (schema.reference) return "reference";
  if (schema.format === "date") return "date";
  if (schema.format === "date-time") return "dateTime";
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

/**
 * What the record holds under the same name, else today where that is meant; a new owner is never the present one.
 * What is chosen for another record that the verb makes starts as it would in that record's own form.
 */
function initialValue(record: WireRecord | undefined, object: WireObject, field: WireField, schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  const isOwn = object.fields.some((one) => one.name === field.name && one.key === field.key);
  const source = schema.startsWith ? object.fields.find(({ name }) => name === schema.startsWith) : isOwn ? field : undefined;
  const held = record && source && source.to !== "user" && !schema.anew ? inputValue(source, record) : null;
  const isOfAnother = schema.optionsOf?.includes(".") ?? false;
  return held ?? (schema.startsToday ? dayjs().format("YYYY-MM-DD") : isOfAnother ? field.default : undefined);
}
