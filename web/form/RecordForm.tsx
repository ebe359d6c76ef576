import { useNavigate } from "@tanstack/react-router";
import { Alert, App, Button, Drawer, Form, Segmented } from "antd";
import { createElement, Fragment, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DuplicateHit, WireObject, WireRecord } from "#engine/wire.ts";
import { newKey } from "../ui/data/client.ts";
import { useMe, useModel } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useCreate } from "../ui/data/writes.ts";
import { useFeedback } from "../ui/feedback.ts";
import { needsRate } from "../ui/fields/rate.ts";
import { linesOf } from "../ui/lines/document-lines.ts";
import { type ChangeRows, isFilled, type LineProblems, type LineRow, problemsAt, writtenRows } from "../ui/lines/line-rows.ts";
import { useIsPhone } from "../ui/screen.ts";
import { DocumentLinesInput } from "./DocumentLinesInput.tsx";
import { DuplicateHints } from "./DuplicateHints.tsx";
import { DuplicateList } from "./DuplicateList.tsx";
import { FormSection } from "./FormSection.tsx";
import { useFormDraft } from "./form-draft.ts";
import { formSections } from "./form-sections.ts";
import styles from "./RecordForm.module.css";
import { startValues } from "./start-values.ts";
import { statedOf } from "./stated-of.ts";

export type RecordFormProps = {
  object: string;
  /** What is already known, by field name; references as `{id, title}`. */
  initial: Record<string, unknown>;
  title?: string;
  /** Above another form: nothing is kept as a draft and the page stays. */
  isInline?: boolean;
  onClose: () => void;
  onMade?: (made: { id: string; title: string }) => void;
};

/** A new record: beside the page on a desk, over all of it on a phone. */
export function RecordForm({ object: name, ...props }: RecordFormProps) {
  const object = useModel().byName.get(name);
  return object ? <NewRecord object={object} {...props} /> : null;
}

/** Lines need the breadth of a page. */
const WITH_LINES = "min(1160px, 92vw)";

type NewRecordProps = Omit<RecordFormProps, "object"> & { object: WireObject };

function NewRecord({ object, initial, title, isInline = false, onClose, onMade }: NewRecordProps) {
  const { t } = useTranslation();
  const me = useMe();
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const feedback = useFeedback();
  const textOf = useProblemText();
  const [form] = Form.useForm();
  const create = useCreate(object.name);
  const key = useRef(newKey());
  const [failure, setFailure] = useState<string | null>(null);
  const { values: started, known } = useMemo(() => startValues(object, initial, me, title), [object, initial, me, title]);
  const draft = useFormDraft(isInline ? null : object.name, started);
  const [values, setValues] = useState<Record<string, any>>(draft.values);
  const sections = formSections(object, needsRate(object, values.currency, me.company.currency));
  const lines = linesOf(useModel(), object);
  const [lineProblems, setLineProblems] = useState<LineProblems>({});

  const change = (_: unknown, all: Record<string, any>) => {
    const next = { ...values, ...all };
    setValues(next);
    draft.keep(next);
  };
  const changeLines: ChangeRows = (to) =>
    setValues((before) => {
      const next = { ...before, lines: to(before.lines ?? []) };
      draft.keep(next);
      return next;
    });
  const chooseType = (recordType: string) => change(null, { recordType });
  const startOver = () => {
    draft.drop();
    key.current = newKey();
    form.resetFields();
    form.setFieldsValue({ ...emptied(values), ...started });
    setValues(started);
    setFailure(null);
  };

  const filledLines = () => ((values.lines ?? []) as LineRow[]).filter((row) => isFilled(row, lines?.fields ?? []));
  const showProblems = (problem: ReturnType<typeof problemOf>) => {
    const errors = problem.errors ?? [];
    const atLines = problemsAt(errors, "lines", filledLines(), lines?.fields ?? []);
    setLineProblems(atLines.problems);
    const byField = errors
      .filter((one) => !atLines.placed.includes(one))
      .map((one) => ({ key: keyOf(object, one.field), message: one.message }));
    const shown = byField.filter((one) => sections.some((section) => section.fields.some((field) => field.key === one.key)));
    form.setFields(shown.map((one) => ({ name: one.key, errors: [one.message] })));
    if (shown[0]) form.scrollToField(shown[0].key, { block: "center" });
    const rest = byField.filter((one) => !shown.includes(one)).map((one) => one.message);
    const isPlaced = shown.length > 0 || atLines.placed.length > 0;
    setFailure(!isPlaced || rest.length > 0 ? rest.join("\n") || textOf(problem) : null);
  };
  const askDuplicates = (hits: DuplicateHit[], code: string, again: boolean) =>
    modal.confirm({
      title: t("duplicate.title"),
      content: createElement(DuplicateList, { hits }),
      width: 520,
      okText: t("duplicate.anyway"),
      cancelText: t("duplicate.back"),
      onOk: () => save(again, [code]),
    });
  const saved = (record: WireRecord, again: boolean) => {
    const made = { id: record.id, title: String(record[object.title] ?? "") };
    draft.drop();
    feedback.done(t("form.created", { object: object.label, name: made.title }));
    if (onMade) return onMade(made);
    if (again) return startOver();
    onClose();
    if (Object.keys(initial).length === 0)
      void navigate({ to: "/$company/$path/$id", params: { company: me.company.slug, path: object.path, id: record.id } });
  };
  async function save(again: boolean, accept?: string[]) {
    setFailure(null);
    try {
      const written = statedOf(object, values);
      if (lines !== null) written.lines = writtenRows(filledLines(), lines.fields);
      const record = await create.mutateAsync({
        values: written,
        key: key.current,
        ...(accept ? { accept } : {}),
      });
      saved(record, again);
    } catch (error) {
      const problem = problemOf(error);
      // The same key again only when no answer came: it may have been done.
      if (problem.status !== 0) key.current = newKey();
      if (problem.code === "duplicate.found")
        return void askDuplicates((problem.duplicates ?? []) as DuplicateHit[], problem.code, again);
      showProblems(problem);
    }
  }
  const submit = async (again: boolean) => {
    const isComplete = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (isComplete) await save(again);
    else form.scrollToField(form.getFieldsError().find((one) => one.errors.length > 0)?.name ?? [], { block: "center" });
  };
  return (
    <Drawer
      open
      title={t("action.create_object", { object: object.label })}
      size={isPhone ? "100%" : lines === null ? 640 : WITH_LINES}
      mask={{ closable: false }}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button type="primary" className={styles.save ?? ""} loading={create.isPending} onClick={() => void submit(false)}>
            {t("action.save")}
          </Button>
          {!isInline && !isPhone && (
            <Button disabled={create.isPending} onClick={() => void submit(true)}>
              {t("form.save_again")}
            </Button>
          )}
          <span className={styles.gap} />
          <Button type="text" onClick={onClose}>
            {t("action.cancel")}
          </Button>
        </div>
      }
    >
      {draft.isRestored && (
        <Alert
          type="info"
          title={t("form.restored")}
          style={{ marginBottom: 16 }}
          action={
            <Button size="small" onClick={startOver}>
              {t("form.start_over")}
            </Button>
          }
        />
      )}
      {failure !== null && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16, whiteSpace: "pre-line" }} />}
      {object.recordTypes.length > 1 && (
        <div className={styles.type}>
          <Segmented
            block
            value={values.recordType}
            aria-label={object.fields.find((field) => field.name === "recordType")?.label}
            options={object.recordTypes.filter((type) => !type.retired).map((type) => ({ value: type.value, label: type.label }))}
            onChange={(type) => chooseType(String(type))}
          />
        </div>
      )}
      <DuplicateHints object={object} values={values} />
      <Form
        form={form}
        layout="vertical"
        initialValues={draft.values}
        onValuesChange={change}
        scrollToFirstError
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(false);
        }}
      >
        {sections.map((section, index) => (
          <Fragment key={section.name}>
            <FormSection
              section={section}
              object={object}
              known={known}
              currency={values.currency}
              recordType={values.recordType}
              isFirst={index === 0}
              isBroad={lines !== null}
              showTitle={sections.length > 1}
            />
            {index === 0 && lines !== null && (
              <DocumentLinesInput
                object={object}
                lines={lines}
                rows={values.lines}
                problems={lineProblems}
                document={values}
                onChange={changeLines}
              />
            )}
          </Fragment>
        ))}
      </Form>
    </Drawer>
  );
}

function keyOf(object: WireObject, field: string): string {
  return object.fields.find((one) => one.name === field || one.key === field)?.key ?? field;
}

function emptied(values: Record<string, any>): Record<string, undefined> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, undefined]));
}
