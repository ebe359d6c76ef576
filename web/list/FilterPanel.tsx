import { Button, Drawer, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WireObject } from "#engine/wire.ts";
import { useIsPhone } from "../ui/screen.ts";
import { FilterGroup } from "./FilterGroup.tsx";
import styles from "./FilterPanel.module.css";
import { filterOf, type Group, groupOf, isEditable } from "./filter-tree.ts";
import type { ListState } from "./list-state.ts";

/** Conditions in groups, changed together and then applied, so that the list does not jump at every key. */
export function FilterPanel({ object, state, onClose }: { object: WireObject; state: ListState; onClose: () => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const canEdit = isEditable(state.stated);
  const [group, setGroup] = useState<Group>(() => {
    const known = canEdit ? groupOf(state.stated) : { all: true, parts: [] };
    return known.parts.length > 0 ? known : { all: true, parts: [{ field: "", op: "eq" }] };
  });
  const apply = () => {
    state.set({ filter: filterOf(group) ?? { and: [] } });
    onClose();
  };
  return (
    <Drawer
      open
      title={t("list.filter")}
      placement={isPhone ? "bottom" : "right"}
      size={isPhone ? "85%" : 600}
      onClose={onClose}
      footer={
        <Flex justify="space-between">
          <Button type="text" onClick={() => setGroup({ all: true, parts: [{ field: "", op: "eq" }] })}>
            {t("filter.clear")}
          </Button>
          <Flex gap={8}>
            <Button onClick={onClose}>{t("action.cancel")}</Button>
            <Button type="primary" onClick={apply}>
              {t("filter.apply")}
            </Button>
          </Flex>
        </Flex>
      }
    >
      {!canEdit && <p className={styles.note}>{t("filter.replaces")}</p>}
      <FilterGroup object={object} group={group} onChange={setGroup} />
    </Drawer>
  );
}
