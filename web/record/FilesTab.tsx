import { FileOutlined, UploadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useRecords } from "../ui/data/records.ts";
import { fileUrl, uploadFile } from "../ui/data/upload.ts";
import { refreshRecords, useRemove } from "../ui/data/writes.ts";
import { Empty } from "../ui/Empty.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { formatAgo, formatSize } from "../ui/format.ts";
import styles from "./FilesTab.module.css";

export function FilesTab({ object, record }: { object: WireObject; record: WireRecord }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const files = useRecords("file", { filter: { field: "about", op: "eq", value: record.id }, sort: "-createdAt", limit: 100 });
  const remove = useRemove("file");

  const add = async (file: File) => {
    setBusy(true);
    try {
      await uploadFile(file, { object: object.name, id: record.id });
      void refreshRecords(client);
    } catch (error) {
      feedback.error(textOf(problemOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const ask = (file: WireRecord) =>
    modal.confirm({
      title: t("record.delete_ask", { name: String(file.name) }),
      okText: t("action.delete"),
      okButtonProps: { danger: true },
      onOk: () =>
        remove
          .mutateAsync({ id: file.id, version: file.version })
          .catch((error: unknown) => feedback.error(textOf(problemOf(error)))),
    });
  const items = files.data?.items ?? [];
  return (
    <div>
      <Upload.Dragger
        multiple
        showUploadList={false}
        beforeUpload={(file) => {
          void add(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={isBusy} type="text">
          {t("file.drop")}
        </Button>
      </Upload.Dragger>
      {files.isSuccess && items.length === 0 && <Empty small text={t("file.none")} />}
      <ul className={styles.files} aria-label={t("record.files")}>
        {items.map((file) => (
          <li key={file.id} className={styles.file}>
            <FileOutlined />
            <a href={fileUrl(file.id)} className={styles.name}>
              {String(file.name)}
            </a>
            <span className={styles.note}>
              {file.size ? formatSize(Number(file.size)) : ""} · {file.createdBy?.title} · {formatAgo(file.createdAt)}
            </span>
            <Button type="text" size="small" onClick={() => void ask(file)} aria-label={t("file.delete", { name: file.name })}>
              {t("action.delete")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
