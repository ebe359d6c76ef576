import { Button, Tree } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireRecord, WireReference } from "#engine/wire.ts";
import { useObject } from "../ui/data/model.ts";
import { useRecords } from "../ui/data/records.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Person } from "../ui/Person.tsx";
import { EditDrawer } from "./EditDrawer.tsx";
import styles from "./Settings.module.css";

const FIELDS = ["name", "parent", "head", "code", "sort", "closed"];
/** A company of 500 people has fewer departments than this; the tree is shown whole. */
const MOST = 200;

type Editing = { record: WireRecord | null; parentId?: string };

export function DepartmentsSection() {
  const { t } = useTranslation();
  const department = useObject("department");
  const found = useRecords("department", { sort: "name", limit: MOST });
  const [chosen, choose] = useState<string | null>(null);
  const [editing, edit] = useState<Editing | null>(null);
  const all = found.data?.items ?? [];
  const tree = useMemo(() => treeOf(found.data?.items ?? []), [found.data]);
  const current = all.find((one) => one.id === chosen) ?? tree[0]?.record;

  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!department) return null;
  const add = department.may.create && (
    <Button size="small" onClick={() => edit({ record: null })}>
      {t("settings.departments.add")}
    </Button>
  );
  return (
    <div className={styles.two}>
      <Panel title={t("settings.departments.tree")} extra={add} flush>
        {all.length === 0 && !found.isLoading && <Empty small title={department.empty} />}
        <Tree
          className={styles.tree ?? ""}
          key={all.length === 0 ? "none" : "some"}
          defaultExpandAll
          blockNode
          treeData={tree}
          selectedKeys={current ? [current.id] : []}
          onSelect={(keys) => choose(keys.length > 0 ? String(keys[0]) : null)}
          titleRender={(node) => <DepartmentName record={node.record} />}
        />
      </Panel>
      {current ? (
        <DepartmentPanel
          record={current}
          onEdit={() => edit({ record: current })}
          onAdd={() => edit({ record: null, parentId: current.id })}
        />
      ) : (
        <Panel>
          <Empty small title={t("settings.departments.choose")} text={t("settings.departments.chooseText")} />
        </Panel>
      )}
      {editing && (
        <EditDrawer
          object={department}
          record={editing.record}
          fields={editing.record ? FIELDS : FIELDS.slice(0, 4)}
          initial={editing.parentId ? { parentId: editing.parentId } : {}}
          title={editing.record ? String(editing.record.name) : t("settings.departments.add")}
          onClose={() => edit(null)}
          onSaved={(saved) => choose(saved.id)}
        />
      )}
    </div>
  );
}

function DepartmentName({ record }: { record: WireRecord }) {
  const { t } = useTranslation();
  const head = record.head as WireReference | null;
  return (
    <span className={styles.node}>
      <span>{String(record.name)}</span>
      {record.closed === true && <span className={styles.quiet}>{t("settings.departments.closed")}</span>}
      {head?.title && <span className={styles.quiet}>{head.title}</span>}
    </span>
  );
}

function DepartmentPanel({ record, onEdit, onAdd }: { record: WireRecord; onEdit(): void; onAdd(): void }) {
  const { t } = useTranslation();
  const department = useObject("department");
  const head = record.head as WireReference | null;
  const members = useRecords("user", {
    filter: {
      and: [
        { field: "department", op: "eq", value: record.id },
        { field: "disabledAt", op: "isEmpty" },
      ],
    },
    sort: "name",
    fields: ["name", "position"],
    limit: 100,
  });
  const people = members.data?.items ?? [];
  const buttons = (
    <span className={styles.row}>
      {department?.may.create && (
        <Button size="small" onClick={onAdd}>
          {t("settings.departments.addBelow")}
        </Button>
      )}
      {department?.may.update && (
        <Button size="small" type="primary" onClick={onEdit}>
          {t("settings.edit")}
        </Button>
      )}
    </span>
  );
  return (
    <Panel title={String(record.name)} extra={buttons}>
      <dl className={styles.facts}>
        <dt>{t("settings.departments.head")}</dt>
        <dd>{head?.title ? <Person name={head.title} /> : t("settings.departments.noHead")}</dd>
        <dt>{t("settings.departments.members", { count: people.length })}</dt>
        <dd>
          <ul className={styles.sentences}>
            {people.map((person) => (
              <li key={person.id} className={styles.row}>
                <Person name={String(person.name)} />
                <span className={styles.quiet}>{String(person.position ?? "")}</span>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </Panel>
  );
}

type Node = { key: string; record: WireRecord; children: Node[] };

/** Departments whose parent is not visible stand at the top. */
function treeOf(records: readonly WireRecord[]): Node[] {
  const nodes = new Map(records.map((record) => [record.id, { key: record.id, record, children: [] as Node[] }]));
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get((node.record.parent as WireReference | null)?.id ?? "");
    (parent?.children ?? roots).push(node);
  }
  for (const node of nodes.values()) node.children.sort(bySort);
  return roots.sort(bySort);
}

const bySort = (a: Node, b: Node) => Number(a.record.sort ?? 0) - Number(b.record.sort ?? 0);
