import { PaperClipOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select, Tooltip, Upload } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { newKey } from "../ui/data/client.ts";
import { fieldOf, useIsTalkedAbout, useMe, useObject } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { uploadFile } from "../ui/data/upload.ts";
import { refreshRecords, useCreate } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { DateTimePicker } from "../ui/fields/DateTimePicker.tsx";
import styles from "./Composer.module.css";
import { useDraft } from "./draft.ts";

const NOTE = "note";

/** Three touches: what kind of talk, what was said, when next. A note or a file goes the same way. */
export function Composer({ object, record }: { object: WireObject; record: WireRecord }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const client = useQueryClient();
  const followUp = useObject("followUp");
  const canFollowUp = useIsTalkedAbout(object) && followUp?.may.create === true;
  const types = canFollowUp ? (fieldOf(followUp, "type")?.options ?? []).filter((option) => !option.retired) : [];
  const results = canFollowUp ? fieldOf(followUp, "result")?.options : undefined;
  const [kind, setKind] = useState(types[0]?.value ?? NOTE);
  const [text, setText, clearDraft] = useDraft(`talk.${record.id}`);
  const [nextAt, setNextAt] = useState<string | null>(null);
  const [result, setResult] = useState<string | null>(null);
  const key = useRef(newKey());
  const createFollowUp = useCreate("followUp");
  const createNote = useCreate("note");
  const isBusy = createFollowUp.isPending || createNote.isPending;
  const about = { aboutObject: object.name, aboutId: record.id };

  const send = async () => {
    if (text.trim() === "" || isBusy) return;
    try {
      if (kind === NOTE) await createNote.mutateAsync({ values: { ...about, body: text.trim() }, key: key.current });
      else {
        const values = {
          ...about,
          type: kind,
          content: text.trim(),
          at: new Date().toISOString(),
          ownerId: user.id,
          result,
          nextAt,
        };
        await createFollowUp.mutateAsync({ values, key: key.current });
      }
      key.current = newKey();
      clearDraft();
      setNextAt(null);
      setResult(null);
      feedback.done(t(kind === NOTE ? "timeline.note_saved" : "timeline.saved"));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status !== 0) key.current = newKey();
      feedback.error(problem.errors?.map((one) => one.message).join("\n") || textOf(problem));
    }
  };
  const attach = async (file: File) => {
    try {
      await uploadFile(file, { object: object.name, id: record.id });
      void refreshRecords(client);
      feedback.done(t("file.stored", { name: file.name }));
    } catch (error) {
      feedback.error(textOf(problemOf(error)));
    }
  };
  const kinds = [
    ...types.map((type) => ({ value: type.value, label: type.label })),
    { value: NOTE, label: t("timeline.kind.note") },
  ];
  return (
    <div className={styles.composer}>
      <fieldset className={styles.kinds} aria-label={t("timeline.type")}>
        {kinds.map((one) => (
          <button
            key={one.value}
            type="button"
            className={styles.kind}
            aria-pressed={one.value === kind}
            onClick={() => setKind(one.value)}
          >
            {one.label}
          </button>
        ))}
      </fieldset>
      <Input.TextArea
        variant="borderless"
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={text}
        maxLength={kind === NOTE ? 2000 : 5000}
        placeholder={t(kind === NOTE ? "timeline.note_hint" : "timeline.hint")}
        aria-label={t(kind === NOTE ? "timeline.note_content" : "timeline.content")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <div className={styles.foot}>
        {kind !== NOTE && (
          <DateTimePicker
            withTime
            size="small"
            value={nextAt}
            placeholder={t("timeline.next_at")}
            aria-label={t("timeline.next_at")}
            onChange={setNextAt}
          />
        )}
        {kind !== NOTE && results && (
          <Select
            size="small"
            allowClear
            value={result}
            placeholder={t("timeline.result")}
            aria-label={t("timeline.result")}
            popupMatchSelectWidth={false}
            style={{ minWidth: 96 }}
            options={results.map((option) => ({ value: option.value, label: option.label }))}
            onChange={(value) => setResult(value ?? null)}
          />
        )}
        <Upload
          showUploadList={false}
          beforeUpload={(file) => {
            void attach(file);
            return false;
          }}
        >
          <Tooltip title={t("file.attach")}>
            <Button type="text" size="small" icon={<PaperClipOutlined />} aria-label={t("file.attach")} />
          </Tooltip>
        </Upload>
        <Button
          type="primary"
          size="small"
          className={styles.send ?? ""}
          loading={isBusy}
          disabled={text.trim() === ""}
          onClick={() => void send()}
        >
          {t(kind === NOTE ? "timeline.add_note" : "timeline.add")}
        </Button>
      </div>
    </div>
  );
}
