import { Popover, Select, TreeSelect } from "antd";
import { useTranslation } from "react-i18next";
import type { Scope } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { useRecords } from "../ui/data/records.ts";
import {
  BASE_VERBS,
  chosenDepartments,
  EVERYTHING,
  MORE_VERBS,
  type Permissions,
  SCOPES,
  scopeOf,
  usesChosen,
  withScope,
} from "./role-permissions.ts";
import styles from "./Settings.module.css";

type MatrixProps = {
  objects: WireObject[];
  permissions: Permissions;
  /** Unstated verbs then follow the object's shipped defaults rather than nothing. */
  usesDefaults: boolean;
  disabled: boolean;
  onChange(permissions: Permissions): void;
};

/** Objects down, verbs across, a scope in each cell. */
export function PermissionMatrix(props: MatrixProps) {
  const { t } = useTranslation();
  const { objects } = props;
  return (
    <div className={styles.matrix}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("settings.roles.object")}</th>
            {BASE_VERBS.map((verb) => (
              <th key={verb} scope="col">
                {t(`settings.roles.verb.${verb}`)}
              </th>
            ))}
            <th scope="col">{t("settings.roles.moreVerbs")}</th>
          </tr>
        </thead>
        <tbody>
          <MatrixRow {...props} object={EVERYTHING} label={t("settings.roles.everything")} actions={[]} />
          {objects.map((object) => (
            <MatrixRow key={object.name} {...props} object={object.name} label={object.label} actions={object.actions} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Omit<MatrixProps, "objects"> & {
  object: string;
  label: string;
  actions: readonly { name: string; label: string }[];
};

function MatrixRow({ object, label, actions, permissions, usesDefaults, disabled, onChange }: RowProps) {
  const { t } = useTranslation();
  const more = [
    ...MORE_VERBS.map((name) => ({ name, label: t(`settings.roles.verb.${name}`) })),
    ...actions.map(({ name, label: words }) => ({ name, label: words })),
  ];
  const stated = more.filter(({ name }) => scopeOf(permissions, object, name) !== undefined).length;
  const words = t("settings.roles.moreCount", { count: stated });
  const cell = (verb: string, verbLabel: string) => (
    <ScopeSelect
      label={`${label} ${verbLabel}`}
      value={scopeOf(permissions, object, verb)}
      otherwise={otherwise(permissions, object, usesDefaults)}
      disabled={disabled}
      onChange={(scope) => onChange(withScope(permissions, object, verb, scope))}
    />
  );

  return (
    <tr>
      <th scope="row">{label}</th>
      {BASE_VERBS.map((verb) => (
        <td key={verb}>{cell(verb, t(`settings.roles.verb.${verb}`))}</td>
      ))}
      <td>
        <Popover
          trigger="click"
          placement="bottomRight"
          content={
            <div className={styles.stack}>
              {more.map(({ name, label: verbLabel }) => (
                <div key={name} className={styles.verb}>
                  <span>{verbLabel}</span>
                  {cell(name, verbLabel)}
                </div>
              ))}
            </div>
          }
        >
          <button
            type="button"
            className={styles.linkish}
            aria-label={t("settings.roles.moreOf", { object: label, stated: words })}
          >
            {words}
          </button>
        </Popover>
        {usesChosen(permissions, object) && (
          <ChosenDepartments
            value={chosenDepartments(permissions, object)}
            disabled={disabled}
            onChange={(chosen) => onChange({ ...permissions, [object]: { ...permissions[object], chosen } })}
          />
        )}
      </td>
    </tr>
  );
}

function otherwise(permissions: Permissions, object: string, usesDefaults: boolean): "everything" | "default" | "none" {
  if (object !== EVERYTHING && permissions[EVERYTHING]) return "everything";
  return usesDefaults ? "default" : "none";
}

type ScopeSelectProps = {
  label: string;
  value: Scope | undefined;
  otherwise: "everything" | "default" | "none";
  disabled: boolean;
  onChange(scope: Scope | undefined): void;
};

function ScopeSelect({ label, value, otherwise: fallback, disabled, onChange }: ScopeSelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      size="small"
      variant={value === undefined ? "borderless" : "filled"}
      aria-label={label}
      className={styles.scope ?? ""}
      value={value ?? null}
      placeholder={t(`settings.roles.otherwise.${fallback}`)}
      disabled={disabled}
      allowClear
      popupMatchSelectWidth={false}
      options={SCOPES.map((scope) => ({ value: scope, label: t(`settings.roles.scope.${scope}`) }))}
      onChange={(scope) => onChange(scope ?? undefined)}
    />
  );
}

function ChosenDepartments({ value, disabled, onChange }: { value: string[]; disabled: boolean; onChange(ids: string[]): void }) {
  const { t } = useTranslation();
  const found = useRecords("department", { limit: 200, sort: "name", fields: ["name"] });
  return (
    <TreeSelect
      size="small"
      multiple
      aria-label={t("settings.roles.chosenDepartments")}
      placeholder={t("settings.roles.chosenDepartments")}
      className={styles.scope ?? ""}
      value={value}
      disabled={disabled}
      maxTagCount="responsive"
      treeData={(found.data?.items ?? []).map((one) => ({ value: one.id, title: String(one.name) }))}
      onChange={onChange}
    />
  );
}
