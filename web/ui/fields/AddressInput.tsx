import { Input, Space } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldInputProps } from "./FieldInput.tsx";

const PARTS = ["province", "city", "district"] as const;

export function AddressInput({ id, value, onChange, onBlur, disabled, field }: FieldInputProps) {
  const { t } = useTranslation();
  const set = (part: string, text: string) => {
    const next = { ...value, [part]: text === "" ? undefined : text };
    onChange?.(Object.values(next).some((one) => one !== undefined && one !== "") ? next : null);
  };
  return (
    <Space orientation="vertical" size={8} style={{ width: "100%" }}>
      <Space.Compact block>
        {PARTS.map((part, index) => (
          <Input
            key={part}
            {...(index === 0 ? { id } : {})}
            value={value?.[part] ?? ""}
            placeholder={t(`address.${part}`)}
            aria-label={`${field.label} ${t(`address.${part}`)}`}
            disabled={disabled ?? false}
            onChange={(event) => set(part, event.target.value)}
            onBlur={onBlur}
          />
        ))}
      </Space.Compact>
      <Input
        value={value?.street ?? ""}
        placeholder={t("address.street")}
        aria-label={`${field.label} ${t("address.street")}`}
        disabled={disabled ?? false}
        onChange={(event) => set("street", event.target.value)}
        onBlur={onBlur}
      />
    </Space>
  );
}
