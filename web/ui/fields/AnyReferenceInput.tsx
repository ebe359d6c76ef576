import { Select, Space } from "antd";
import { useTranslation } from "react-i18next";
import type { WireReference } from "#engine/wire.ts";
import { useModel } from "../data/model.ts";
import type { FieldInputProps } from "./FieldInput.tsx";
import { ReferenceInput } from "./ReferenceInput.tsx";

/** A record of any of several kinds: first which kind, then which one. The value is `{object, id}`. */
export function AnyReferenceInput({ field, value, onChange, known, disabled, id }: FieldInputProps) {
  const { t } = useTranslation();
  const model = useModel();
  const names = field.toAny?.length
    ? field.toAny
    : model.objects.filter((object) => object.timeline).map((object) => object.name);
  const kinds = names.map((name) => model.byName.get(name)).filter((object) => object !== undefined);
  const object = value?.object ?? (known as WireReference | undefined)?.object ?? kinds[0]?.name ?? "";
  return (
    <Space.Compact block>
      <Select
        value={object}
        aria-label={`${field.label} ${t("field.kind")}`}
        disabled={disabled ?? false}
        popupMatchSelectWidth={false}
        style={{ width: 104, flex: "none" }}
        options={kinds.map((kind) => ({ value: kind.name, label: kind.label }))}
        onChange={(next) => onChange?.({ object: next, id: null })}
      />
      <ReferenceInput
        id={id}
        object={object}
        label={field.label}
        known={known}
        value={value?.id ?? undefined}
        disabled={disabled ?? false}
        onChange={(next) => onChange?.(next === null ? null : { object, id: next })}
      />
    </Space.Compact>
  );
}
