import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportTarget, ImportView } from "#engine/import/import-wire.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { Panel } from "../ui/Panel.tsx";
import { TargetSelect } from "./ColumnRow.tsx";
import styles from "./Import.module.css";
import { targetOf, withConstant } from "./mapping.ts";
import { useTargetField } from "./target-field.ts";

type ConstantsProps = { view: ImportView; mapping: ImportMapping; onChange(mapping: ImportMapping): void };

/** Values that every record gets because the file does not say them. */
export function Constants({ view, mapping, onChange }: ConstantsProps) {
  const { t } = useTranslation();
  const set = (path: string, value: unknown) =>
    onChange({ ...mapping, constants: mapping.constants.map((one) => (one.path === path ? { path, value } : one)) });
  const remove = (path: string) =>
    onChange({
      ...mapping,
      constants: mapping.constants.filter((one) => one.path !== path),
      key: mapping.key.filter((one) => one !== path),
    });
  return (
    <Panel title={t("import.constants")} extra={<span className={styles.quiet}>{t("import.constantsNote")}</span>}>
      <div className={styles.stack}>
        {mapping.constants.map(({ path, value }) => {
          const target = targetOf(view, path);
          if (!target) return null;
          return (
            <div key={path} className={styles.constant}>
              <span>{target.label}</span>
              <ConstantInput view={view} target={target} value={value} onChange={(next) => set(path, next)} />
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined />}
                aria-label={t("import.removeConstant", { field: target.label })}
                onClick={() => remove(path)}
              />
            </div>
          );
        })}
        <TargetSelect
          view={view}
          mapping={mapping}
          label={t("import.addConstant")}
          placeholder={t("import.addConstant")}
          value={null}
          onPick={(path) => path && onChange(withConstant(mapping, path))}
        />
      </div>
    </Panel>
  );
}

type ConstantInputProps = { view: ImportView; target: ImportTarget; value: unknown; onChange(value: unknown): void };

function ConstantInput({ view, target, value, onChange }: ConstantInputProps) {
  const field = useTargetField(view, target);
  return <FieldInput field={field} value={value} onChange={onChange} small />;
}
