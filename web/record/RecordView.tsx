import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { useIsTalkedAbout, useModel } from "../ui/data/model.ts";
import { linesOf } from "../ui/lines/document-lines.ts";
import { Panel } from "../ui/Panel.tsx";
import { FilesTab } from "./FilesTab.tsx";
import { HistoryTab } from "./HistoryTab.tsx";
import { LinesPanel } from "./LinesPanel.tsx";
import { RecordHead } from "./RecordHead.tsx";
import { RecordSections } from "./RecordSections.tsx";
import styles from "./RecordView.module.css";
import { RelatedLists } from "./RelatedLists.tsx";
import { Timeline } from "./Timeline.tsx";

type RecordViewProps = {
  object: WireObject;
  record: WireRecord;
  /** Three columns where there is room; one at a time in a drawer and on a phone. */
  layout: "columns" | "tabs" | "drawer";
  tab: string | undefined;
  onTab: (tab: string) => void;
  /** The record was deleted. */
  onGone: () => void;
};

/** All there is to know of a record: head, what it is, what happened, what belongs to it. */
export function RecordView({ object, record, layout, tab, onTab, onGone }: RecordViewProps) {
  const { t } = useTranslation();
  const about = { object, record };
  const lines = linesOf(useModel(), object);
  const isTalkedAbout = useIsTalkedAbout(object);
  const happened = [
    ...(object.timeline ? [{ key: "timeline", label: t("record.timeline"), children: <Timeline {...about} /> }] : []),
    ...(object.timeline ? [{ key: "files", label: t("record.files"), children: <FilesTab {...about} /> }] : []),
    { key: "history", label: t("record.history"), children: <HistoryTab {...about} /> },
  ];
  const head = (
    <header className={styles.head}>
      <RecordHead {...about} isDrawer={layout === "drawer"} onGone={onGone} />
    </header>
  );
  if (layout === "columns") {
    const open = happened.some((one) => one.key === tab) ? tab! : happened[0]!.key;
    return (
      <div className={styles.view}>
        {head}
        {lines && <LinesPanel {...about} lines={lines} />}
        <div className={styles.columns}>
          <div className={styles.column}>
            <RecordSections {...about} />
          </div>
          <div className={styles.column}>
            <Panel>
              <Tabs
                activeKey={open}
                onChange={onTab}
                items={happened}
                styles={{ header: { marginTop: -12, marginBottom: 12 } }}
              />
            </Panel>
          </div>
          <div className={styles.column}>
            <RelatedLists {...about} />
          </div>
        </div>
      </div>
    );
  }
  const first = isTalkedAbout ? happened.filter((one) => one.key === "timeline") : [];
  const table = lines ? [{ key: "lines", label: lines.line.label, children: <LinesPanel {...about} lines={lines} /> }] : [];
  const details = { key: "details", label: t("record.details"), children: <RecordSections {...about} /> };
  const items = [
    ...first,
    // A table of lines wants more room than a drawer has; on a phone they are cards.
    ...(layout === "drawer" ? [details, ...table] : [...table, details]),
    ...(object.related.length > 0 ? [{ key: "related", label: t("record.related"), children: <RelatedLists {...about} /> }] : []),
    ...happened.filter((one) => !first.includes(one)),
  ].map((one) => ({ ...one, children: <div className={styles.tabbody}>{one.children}</div> }));
  const open = items.some((one) => one.key === tab) ? tab! : items[0]!.key;
  return (
    <div className={layout === "drawer" ? `${styles.view} ${styles.drawer}` : styles.view}>
      {head}
      <div className={layout === "drawer" ? "" : styles.tabs}>
        <Tabs activeKey={open} onChange={onTab} items={items} styles={{ header: { marginBottom: 0 } }} />
      </div>
    </div>
  );
}
