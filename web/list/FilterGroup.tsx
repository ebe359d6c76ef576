import { DeleteOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Operator } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";
import { fieldOf } from "../ui/data/model.ts";
import styles from "./FilterPanel.module.css";
import { FilterValue } from "./FilterValue.tsx";
import type { Group, Leaf } from "./filter-tree.ts";

type FilterGroupProps = {
  object: WireObject;
  group: Group;
  depth?: number;
  onChange: (group: Group) => void;
  onRemove?: () => void;
};

export function FilterGroup({ object, group, depth = 0, onChange, onRemove }: FilterGroupProps) {
  const { t } = useTranslation();
  const set = (at: number, part: Leaf | Group) =>
    onChange({ ...group, parts: group.parts.map((one, index) => (index === at ? part : one)) });
  const remove = (at: number) => onChange({ ...group, parts: group.parts.filter((_, index) => index !== at) });
  const add = (part: Leaf | Group) => onChange({ ...group, parts: [...group.parts, part] });
  const empty: Leaf = { field: "", op: "eq" };
  return (
    <div className={depth > 0 ? `${styles.group} ${styles.inner}` : styles.group}>
      <div className={styles.head}>
        <Select
          size="small"
          value={group.all}
          aria-label={t("filter.match")}
          popupMatchSelectWidth={false}
          options={[
            { value: true, label: t("filter.all") },
            { value: false, label: t("filter.any") },
          ]}
          onChange={(all) => onChange({ ...group, all })}
        />
        {onRemove && (
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("filter.remove_group")} onClick={onRemove} />
        )}
      </div>
      {group.parts.map((part, index) =>
        "parts" in part ? (
          <FilterGroup
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
            key={index}
            object={object}
            group={part}
            depth={depth + 1}
            onChange={(next) => set(index, next)}
            onRemove={() => remove(index)}
          />
        ) : (
          <Condition
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
            key={index}
            object={object}
            leaf={part}
            onChange={(next) => set(index, next)}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <div className={styles.adds}>
        <Button type="link" size="small" onClick={() => add(empty)}>
          {t("filter.add")}
        </Button>
        {depth < 2 && (
          <Button type="link" size="small" onClick={() => add({ all: !group.all, parts: [empty] })}>
            {t("filter.add_group")}
          </Button>
        )}
      </div>
    </div>
  );
}

type ConditionProps = { object: WireObject; leaf: Leaf; onChange: (leaf: Leaf) => void; onRemove: () => void };

function Condition({ object, leaf, onChange, onRemove }: ConditionProps) {
  const { t } = useTranslation();
  const field = fieldOf(object, leaf.field);
  const offered = object.fields.filter((one) => (!one.internal && one.type !== "anyReference") || one.name === "ownerDepartment");
  const pickField = (name: string) => {
    const next = fieldOf(object, name);
    onChange({ field: name, op: preferredOp(next?.ops ?? []) });
  };
  const pickOp = (op: Operator) => onChange({ field: leaf.field, op, ...(sameShape(leaf.op, op) ? { value: leaf.value } : {}) });
  return (
    <div className={styles.leaf}>
      <Select
        value={leaf.field || undefined}
        placeholder={t("filter.field")}
        aria-label={t("filter.field")}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        options={offered.map((one) => ({ value: one.name, label: one.label }))}
        onChange={pickField}
      />
      <Select
        value={field ? leaf.op : undefined}
        disabled={!field}
        aria-label={t("filter.operator")}
        popupMatchSelectWidth={false}
        options={(field?.ops ?? []).map((op) => ({ value: op, label: t(`filter.op.${op}`) }))}
        onChange={pickOp}
      />
      <div className={styles.value}>
        {field && <FilterValue field={field} leaf={leaf} onChange={(value) => onChange({ ...leaf, value })} />}
      </div>
      <Button type="text" icon={<DeleteOutlined />} aria-label={t("filter.remove_condition")} onClick={onRemove} />
    </div>
  );
}

/** What people mean most often for a field of this kind. */
function preferredOp(ops: readonly Operator[]): Operator {
  const order: Operator[] = ["contains", "within", "in", "hasAny", "eq", "gte"];
  return order.find((op) => ops.includes(op)) ?? ops[0] ?? "eq";
}

const SHAPES: Partial<Record<Operator, string>> = {
  in: "many",
  notIn: "many",
  hasAny: "many",
  hasAll: "many",
  between: "range",
  within: "period",
};

function sameShape(before: Operator, after: Operator): boolean {
  return (SHAPES[before] ?? "one") === (SHAPES[after] ?? "one");
}
