import { PaperClipOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "#engine/wire.ts";
import { ActionButton } from "../ui/ActionButton.tsx";
import { Chip } from "../ui/Chip.tsx";
import { fieldOf, optionOf, useObject } from "../ui/data/model.ts";
import { useRecord } from "../ui/data/records.ts";
import { fileUrl } from "../ui/data/upload.ts";
import styles from "./Timeline.module.css";

/** A letter in the life of a record: to whom, with what paper, and whether it went out. */
export function MailEntry({ mail }: { mail: WireRecord }) {
  const { t } = useTranslation();
  return (
    <div className={styles.text}>
      <div>{mail.subject}</div>
      <div className={styles.mail}>
        <span>{t("timeline.mail_to", { to: [mail.to, mail.cc].filter(Boolean).join(", ") })}</span>
        <MailStatus mail={mail} />
        {mail.attachment && (
          <a href={fileUrl(mail.attachment.id)}>
            <PaperClipOutlined /> {mail.attachment.title}
          </a>
        )}
      </div>
      {mail.failure && <div className={styles.failure}>{mail.failure}</div>}
      {mail.status === "failed" && <Resend id={mail.id} />}
    </div>
  );
}

function MailStatus({ mail }: { mail: WireRecord }) {
  const object = useObject("mail");
  const status = object && optionOf(fieldOf(object, "status"), mail.status);
  return status ? <Chip label={status.label} tone={status.tone} /> : null;
}

function Resend({ id }: { id: string }) {
  const object = useObject("mail");
  const { data } = useRecord("mail", id);
  return object && data ? <ActionButton object={object} action="resend" record={data} size="small" /> : null;
}
