import { InboxOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button, Select, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportView } from "#engine/import/import-wire.ts";
import { useModel } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useFeedback } from "../ui/feedback.ts";
import { Panel } from "../ui/Panel.tsx";
import styles from "./Import.module.css";
import { saveFile } from "./save-file.ts";
import { uploadImport } from "./use-import.ts";

type UploadStepProps = { object: string | undefined; onBegin(view: ImportView): void };

export function UploadStep({ object: asked, onBegin }: UploadStepProps) {
  const { t } = useTranslation();
  const { objects } = useModel();
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const [chosen, choose] = useState(asked);
  const choices = objects.filter((object) => object.may.import && object.may.create);
  const object = choices.find((one) => one.name === chosen || one.path === chosen) ?? choices[0];
  const upload = useMutation({
    mutationFn: (file: File) => uploadImport(object!.name, file),
    onSuccess: onBegin,
    onError: (error) => feedback.error(wordsOf(problemOf(error))),
  });
  if (!object) return null;

  const template = () =>
    saveFile(`/v1/imports/template?object=${object.name}`, t("import.templateFile", { object: object.label })).catch((error) =>
      feedback.error(wordsOf(problemOf(error))),
    );
  return (
    <Panel>
      <div className={styles.stack}>
        <div className={styles.row}>
          <span>{t("import.into")}</span>
          <Select
            className={styles.choose ?? ""}
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t("import.into")}
            value={object.name}
            options={choices.map((one) => ({ value: one.name, label: one.label }))}
            onChange={choose}
          />
          <Button type="link" onClick={template}>
            {t("import.template")}
          </Button>
        </div>
        <Upload.Dragger
          accept=".xlsx,.csv,.txt"
          multiple={false}
          showUploadList={false}
          disabled={upload.isPending}
          beforeUpload={(file) => {
            upload.mutate(file);
            return false;
          }}
        >
          <p className={styles.dropIcon}>
            <InboxOutlined />
          </p>
          <p className={styles.dropTitle}>{upload.isPending ? t("import.reading") : t("import.drop")}</p>
          <p className={styles.quiet}>{t("import.dropNote")}</p>
        </Upload.Dragger>
      </div>
    </Panel>
  );
}
