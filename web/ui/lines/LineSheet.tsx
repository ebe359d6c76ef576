import { Button, Drawer, Flex, Form } from "antd";
import { useTranslation } from "react-i18next";
import { FieldInput } from "../fields/FieldInput.tsx";
import { useIsPhone } from "../screen.ts";
import { CellValue } from "./LineCell.tsx";
import styles from "./LineTable.module.css";
import type { LinesEditor } from "./lines-editor.ts";

type LineSheetProps = {
  label: string;
  editor: LinesEditor;
  currency: string | undefined;
  /** The row it shows. */
  opened: string;
  onOpen: (key: string) => void;
  onClose: () => void;
};

/** All fields of one line below one another; the next line is one tap away. */
export function LineSheet({ label, editor, currency, opened, onOpen, onClose }: LineSheetProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const { rows, fields, problems } = editor;
  const at = rows.findIndex((row) => row.key === opened);
  const row = rows[at];
  if (!row) return null;
  const next = () => onOpen(rows[at + 1]?.key ?? editor.append());
  const remove = () => {
    editor.remove(row.key);
    onClose();
  };
  return (
    <Drawer
      open
      title={t("lines.sheet", { label, number: at + 1, count: rows.length })}
      placement={isPhone ? "bottom" : "right"}
      size={isPhone ? "90%" : 420}
      onClose={onClose}
      footer={
        <Flex gap={8}>
          <Button type="primary" onClick={onClose}>
            {t("lines.done")}
          </Button>
          <Button onClick={next}>{t(at + 1 < rows.length ? "lines.next" : "lines.add")}</Button>
          <span style={{ flex: 1 }} />
          <Button danger type="text" onClick={remove}>
            {t("action.delete")}
          </Button>
        </Flex>
      }
    >
      <Form layout="vertical" key={row.key}>
        {fields.map((field) => {
          const problem = problems[`${row.key}.${field.key}`];
          const id = `line-${field.key}`;
          return (
            <Form.Item
              key={field.key}
              label={field.label}
              htmlFor={id}
              required={field.required}
              {...(problem ? { validateStatus: "error" as const, help: problem } : {})}
            >
              {field.readOnly ? (
                <span className={styles.computed}>
                  <CellValue field={field} row={row} />
                </span>
              ) : (
                <FieldInput
                  id={id}
                  field={field}
                  value={row.values[field.key] ?? null}
                  known={row.known[field.key] ?? null}
                  currency={currency}
                  onPicked={(reference) => editor.set(row.key, field, reference.id, reference)}
                  onChange={(value) => editor.set(row.key, field, value)}
                />
              )}
            </Form.Item>
          );
        })}
      </Form>
    </Drawer>
  );
}
