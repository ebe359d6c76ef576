import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireField } from "#engine/wire.ts";
import { useIsPhone } from "../screen.ts";
import { LineCards } from "./LineCards.tsx";
import { LineGrid } from "./LineGrid.tsx";
import { LineSheet } from "./LineSheet.tsx";
import styles from "./LineTable.module.css";
import type { LinesEditor } from "./lines-editor.ts";

const MOST_SAID = 4;

type LineTableProps = {
  label: string;
  columns: readonly WireField[];
  editor: LinesEditor;
  currency?: string | undefined;
  addLabel?: string;
  /** The first cell is at hand at once. */
  autoFocus?: boolean;
};

/** Lines to be filled in: a grid for the keyboard on a desk, cards and a sheet for the thumb on a phone. */
export function LineTable({ label, columns, editor, currency, addLabel, autoFocus = false }: LineTableProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [opened, setOpened] = useState<string | null>(null);
  const hasMore = editor.fields.some((field) => !field.readOnly && !columns.includes(field));
  const add = () => {
    const key = editor.append();
    if (isPhone) setOpened(key);
  };
  return (
    <div className={styles.lines}>
      <Wrong editor={editor} />
      {isPhone ? (
        <LineCards label={label} columns={columns} editor={editor} currency={currency} onOpen={setOpened} />
      ) : (
        <div className={styles.frame}>
          <LineGrid
            label={label}
            columns={columns}
            editor={editor}
            currency={currency}
            onDetails={hasMore ? setOpened : undefined}
            autoFocus={autoFocus}
          />
        </div>
      )}
      <div className={styles.foot}>
        <Button type="dashed" icon={<PlusOutlined />} onClick={add} block={isPhone}>
          {addLabel ?? t("lines.add")}
        </Button>
        {!isPhone && <span className={styles.hint}>{t("lines.keys")}</span>}
      </div>
      {opened !== null && (
        <LineSheet
          label={label}
          editor={editor}
          currency={currency}
          opened={opened}
          onOpen={setOpened}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

/** What the server said of single cells, in words, for those who do not see a red cell. */
function Wrong({ editor }: Pick<LineTableProps, "editor">) {
  const { t } = useTranslation();
  const said = editor.rows.flatMap((row) =>
    editor.fields.map((field) => editor.problems[`${row.key}.${field.key}`]).filter((message) => message !== undefined),
  );
  if (said.length === 0) return null;
  const more = said.length > MOST_SAID ? [t("lines.more_wrong", { count: said.length - MOST_SAID })] : [];
  const words = [...said.slice(0, MOST_SAID), ...more].join("\n");
  return <Alert type="error" showIcon title={words} style={{ whiteSpace: "pre-line" }} />;
}
