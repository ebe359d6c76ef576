import {
  BoldOutlined,
  ItalicOutlined,
  OrderedListOutlined,
  StrikethroughOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Button, Flex, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldInputProps } from "./FieldInput.tsx";
import styles from "./RichTextInput.module.css";

const MARKS = [
  { name: "bold", Icon: BoldOutlined, run: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { name: "italic", Icon: ItalicOutlined, run: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  { name: "strike", Icon: StrikethroughOutlined, run: (editor: Editor) => editor.chain().focus().toggleStrike().run() },
  { name: "bulletList", Icon: UnorderedListOutlined, run: (editor: Editor) => editor.chain().focus().toggleBulletList().run() },
  { name: "orderedList", Icon: OrderedListOutlined, run: (editor: Editor) => editor.chain().focus().toggleOrderedList().run() },
] as const;

/** Formatted text; the server sanitises what comes out of it. Loaded with the first form that has such a field. */
export function RichTextInput({ field, id, value, onChange, onBlur, disabled, autoFocus, status }: FieldInputProps) {
  const editor = useEditor({
    extensions: [StarterKit.configure({ link: { openOnClick: false } })],
    content: value ?? "",
    editable: !disabled,
    autofocus: autoFocus ?? false,
    editorProps: {
      attributes: {
        ...(id ? { id } : {}),
        role: "textbox",
        "aria-label": field.label,
        "aria-multiline": "true",
        class: styles.text!,
      },
    },
    onUpdate: ({ editor: changed }) => onChange?.(changed.isEmpty ? null : changed.getHTML()),
    onBlur: () => onBlur?.(),
  });
  if (editor === null) return null;
  return (
    <div className={`${styles.frame} ${status === "error" ? styles.wrong : ""}`}>
      <Toolbar editor={editor} disabled={disabled ?? false} />
      <EditorContent editor={editor} />
    </div>
  );
}

function Toolbar({ editor, disabled }: { editor: Editor; disabled: boolean }) {
  const { t } = useTranslation();
  const active = useEditorState({ editor, selector: ({ editor: now }) => MARKS.map(({ name }) => now.isActive(name)) });
  return (
    <Flex gap={2} className={styles.toolbar ?? ""} role="toolbar" aria-label={t("richText.toolbar")}>
      {MARKS.map(({ name, Icon, run }, index) => (
        <Tooltip key={name} title={t(`richText.${name}`)}>
          <Button
            size="small"
            type={active[index] ? "primary" : "text"}
            icon={<Icon />}
            aria-label={t(`richText.${name}`)}
            aria-pressed={active[index] ?? false}
            disabled={disabled}
            // Pressing must not take the selection out of the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(editor)}
          />
        </Tooltip>
      ))}
    </Flex>
  );
}
