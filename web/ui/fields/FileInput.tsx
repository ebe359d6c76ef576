import { PaperClipOutlined } from "@ant-design/icons";
import { Button, Space, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireReference } from "#engine/wire.ts";
import { problemOf } from "../data/problem.ts";
import { useProblemText } from "../data/problem-text.ts";
import { fileUrl, uploadFile } from "../data/upload.ts";
import { useFeedback } from "../feedback.ts";
import type { FieldInputProps } from "./FieldInput.tsx";
import styles from "./FileInput.module.css";

export function FileInput({ field, id, value, onChange, known, disabled }: FieldInputProps) {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const [name, setName] = useState<string | null>((known as WireReference | undefined)?.title ?? null);
  const [isBusy, setBusy] = useState(false);

  const upload = async (file: File) => {
    setBusy(true);
    try {
      const stored = await uploadFile(file);
      setName(stored.name);
      onChange?.(stored.id);
    } catch (error) {
      feedback.error(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const shown = value && name ? name : t("file.choose");
  return (
    <Space>
      {value && field.type === "image" && (
        <img className={styles.picture} src={fileUrl(value, { inline: true })} alt={name ?? ""} />
      )}
      <Upload
        id={id ?? field.key}
        accept={field.type === "image" ? "image/*" : "*"}
        showUploadList={false}
        disabled={disabled ?? false}
        beforeUpload={(file) => {
          void upload(file);
          return false;
        }}
      >
        <Button icon={<PaperClipOutlined />} loading={isBusy} aria-label={`${field.label} ${shown}`}>
          {shown}
        </Button>
      </Upload>
      {value && (
        <Button type="text" size="small" onClick={() => onChange?.(null)}>
          {t("action.clear")}
        </Button>
      )}
    </Space>
  );
}
