import { DownloadOutlined, MailOutlined, PrinterOutlined } from "@ant-design/icons";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireDocument, WireObject } from "#engine/wire.ts";
import type { DocumentSearch } from "../routes.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { fieldOf, useModel } from "../ui/data/model.ts";
import { useRecord } from "../ui/data/records.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { ReferenceInput } from "../ui/fields/ReferenceInput.tsx";
import { Page } from "../ui/Page.tsx";
import { RecordLink } from "../ui/RecordLink.tsx";
import { useIsPhone } from "../ui/screen.ts";
import styles from "./DocumentPage.module.css";
import { DocumentPreview } from "./DocumentPreview.tsx";
import { type Paper, paperUrl, useDocument } from "./document-data.ts";
import { MailDialog } from "./MailDialog.tsx";
import { PeriodFields, usualSpan } from "./PeriodFields.tsx";

/** A paper of a record: of which, for what time, how it will look; then printed, downloaded or sent. */
export function DocumentPage() {
  const { path, document: name } = useParams({ strict: false }) as { path: string; document: string };
  const object = useModel().byPath.get(path);
  const document = object?.documents.find((one) => one.name === name);
  return object && document ? <PaperOf key={`${path}/${name}`} object={object} document={document} /> : <NotFound />;
}

function PaperOf({ object, document }: { object: WireObject; document: WireDocument }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as DocumentSearch;
  const isPhone = useIsPhone();
  const [isSending, setSending] = useState(false);
  const { id = "", ...given } = search;
  const hasPeriod = "from" in (document.input.properties ?? {});
  const asksCurrency = "currency" in (document.input.properties ?? {}) && fieldOf(object, "currency");
  const input = { ...(hasPeriod ? usualSpan() : {}), ...(given as Record<string, string>) };
  const paper: Paper = { object, id, name: document.name, input };
  const record = useRecord(object.name, id);
  const found = useDocument(paper, true);
  const title = record.data ? String(record.data[object.title] ?? "") : "";
  const set = (change: Partial<DocumentSearch>) =>
    void navigate({ to: ".", search: (before: object) => ({ ...before, ...change }), replace: true } as never);

  const tools = found.data && (
    <>
      <Button icon={<PrinterOutlined />} type="primary" href={paperUrl(paper, "pdf", { inline: true })} target="_blank">
        {t("document.print")}
      </Button>
      {document.formats.map((format) => (
        <Button key={format} icon={<DownloadOutlined />} href={paperUrl(paper, format)}>
          {t(`document.format.${format}`)}
        </Button>
      ))}
      <Button icon={<MailOutlined />} onClick={() => setSending(true)}>
        {t("document.send")}
      </Button>
    </>
  );

  return (
    <Page
      title={document.label}
      note={title && <RecordLink object={object.name} id={id} title={title} />}
      actions={isPhone ? undefined : tools}
    >
      {isPhone && tools && <div className={styles.tools}>{tools}</div>}
      {hasPeriod && (
        <div className={styles.asked}>
          <div className={styles.record}>
            <ReferenceInput
              object={object.name}
              label={object.label}
              value={id || undefined}
              known={title ? { id, title } : null}
              placeholder={t("document.choose", { object: object.label })}
              onChange={(chosen) => set({ id: chosen ?? undefined })}
            />
          </div>
          <PeriodFields span={{ from: input.from ?? "", to: input.to ?? "" }} onChange={set} />
          {asksCurrency && (
            <div className={styles.currency}>
              <FieldInput field={asksCurrency} value={given.currency} onChange={(currency) => set({ currency })} />
            </div>
          )}
        </div>
      )}
      {id === "" && <Empty title={t("document.choose", { object: object.label })} text={t("document.choose_text")} />}
      {found.error && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isLoading && <Skeleton active paragraph={{ rows: 12 }} />}
      {found.data && !found.error && <DocumentPreview data={found.data} />}
      {isSending && found.data && (
        <MailDialog paper={paper} formats={document.formats} proposed={found.data.mail} onClose={() => setSending(false)} />
      )}
    </Page>
  );
}
