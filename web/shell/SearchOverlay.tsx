import { ArrowRightOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Modal, Spin } from "antd";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SearchAnswer } from "#engine/wire.ts";
import { useMaySet } from "../settings/use-sections.ts";
import { request } from "../ui/data/client.ts";
import { useMe, useModel } from "../ui/data/model.ts";
import { ObjectIcon } from "../ui/ObjectIcon.tsx";
import { useIsPhone } from "../ui/screen.ts";
import { useSettled } from "../ui/settled.ts";
import { areaGroups } from "./areas.ts";
import styles from "./SearchOverlay.module.css";
import { useVisited } from "./visited.ts";

type Entry = { key: string; icon: ReactNode; title: string; note?: string; run: () => void };
type Group = { label: string; entries: Entry[] };

/** Finds any record by name, pinyin or phone, and runs commands; everything by keyboard. */
export function SearchOverlay({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const words = useSettled(typed.trim(), 120);
  const listId = useId();
  const { groups, isFetching } = useEntries(words, onClose);
  const entries = groups.flatMap((group) => group.entries);
  const input = useRef<HTMLInputElement>(null);

  const onKey = (event: KeyboardEvent) => {
    // Enter confirms a word of the Chinese input method first.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (chosen + step + entries.length) % Math.max(entries.length, 1);
      setChosen(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter") entries[chosen]?.run();
  };
  let position = -1;
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={640}
      style={{ top: isPhone ? 8 : 96 }}
      title={t("shell.search")}
      styles={{ container: { padding: 0 }, header: { display: "none" } }}
      afterOpenChange={(isOpen) => isOpen && input.current?.focus()}
    >
      <div className={styles.line}>
        {isFetching ? <Spin size="small" /> : <SearchOutlined />}
        <input
          ref={input}
          value={typed}
          placeholder={t("shell.search_hint")}
          aria-label={t("shell.search")}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? `${listId}-${chosen}` : undefined}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div className={styles.results} id={listId} role="listbox" aria-label={t("shell.search")}>
        {words !== "" && !isFetching && entries.length === 0 && (
          <div className={styles.nothing}>{t("shell.search_none", { words })}</div>
        )}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box has no element of its own
          <div key={group.label} role="group" aria-label={group.label}>
            <div className={styles.heading} aria-hidden="true">
              {group.label}
            </div>
            {group.entries.map((entry) => {
              position += 1;
              const here = position;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input, which keeps the focus
                <div
                  key={entry.key}
                  id={`${listId}-${here}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={here === chosen}
                  className={styles.hit}
                  onMouseMove={() => setChosen(here)}
                  onClick={entry.run}
                >
                  <span className={styles.icon}>{entry.icon}</span>
                  <span className={styles.title}>
                    <Marked text={entry.title} words={words} />
                  </span>
                  {entry.note && <span className={styles.note}>{entry.note}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {!isPhone && <div className={styles.foot}>{t("shell.keys")}</div>}
    </Modal>
  );
}

function Marked({ text, words }: { text: string; words: string }) {
  const at = words === "" ? -1 : text.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + words.length)}</mark>
      {text.slice(at + words.length)}
    </>
  );
}

function useEntries(words: string, onClose: () => void): { groups: Group[]; isFetching: boolean } {
  const { t } = useTranslation();
  const { byName } = useModel();
  const { company } = useMe();
  const { recent, favourites } = useVisited();
  const navigate = useNavigate();
  const commands = useCommands(words, onClose);
  const found = useQuery({
    queryKey: ["records", "search", words],
    queryFn: ({ signal }) => request<SearchAnswer>("GET", "/v1/search", { query: { q: words }, signal }),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });

  const record = (object: string, id: string, title: string, note?: string): Entry[] => {
    const target = byName.get(object);
    if (!target) return [];
    const run = () => {
      onClose();
      void navigate({ to: "/$company/$path/$id", params: { company: company.slug, path: target.path, id } });
    };
    return [{ key: `${object}:${id}`, icon: <ObjectIcon object={target} />, title, ...(note ? { note } : {}), run }];
  };
  if (words === "") {
    const known = [...favourites, ...recent.filter((one) => !favourites.some((other) => other.id === one.id))].slice(0, 8);
    const groups = [
      {
        label: t("shell.recent"),
        entries: known.flatMap((one) => record(one.object, one.id, one.title, byName.get(one.object)?.label)),
      },
      { label: t("shell.commands"), entries: commands },
    ];
    return { groups: groups.filter((group) => group.entries.length > 0), isFetching: false };
  }
  const hits = (found.data?.groups ?? []).map((group) => ({
    label: group.label,
    entries: group.hits.flatMap((hit) => record(hit.object, hit.id, hit.title, hit.subtitle)),
  }));
  const groups = [...hits, { label: t("shell.commands"), entries: commands }].filter((group) => group.entries.length > 0);
  return { groups, isFetching: found.isFetching };
}

/** Every page and every "new …", found by any part of its name. */
function useCommands(words: string, onClose: () => void): Entry[] {
  const { t } = useTranslation();
  const { objects } = useModel();
  const { company } = useMe();
  const maySet = useMaySet();
  const navigate = useNavigate();
  const router = useRouter();
  const groups = areaGroups(objects);
  const shown = groups.flatMap((group) => group.objects);
  const go = (path: string, name: string): Entry => ({
    key: `go:${path}`,
    icon: <ArrowRightOutlined />,
    title: t("shell.go_to", { name }),
    run: () => {
      onClose();
      router.history.push(`/${company.slug}${path}`);
    },
  });
  const create = shown
    .filter((object) => object.may.create && !object.readOnly)
    .map((object) => ({
      key: `create:${object.name}`,
      icon: <PlusOutlined />,
      title: t("action.create_object", { object: object.label }),
      run: () => {
        onClose();
        void navigate({ to: ".", search: (before: Record<string, unknown>) => ({ ...before, create: object.name }) } as never);
      },
    }));
  const all = [
    ...create,
    go("", t("area.workbench")),
    ...shown.map((object) => go(`/${object.path}`, object.plural)),
    ...groups.flatMap(({ papers }) => papers.map(({ path, label }) => go(`/${path}`, label))),
    go("/reports", t("area.reports")),
    ...(maySet ? [go("/settings", t("area.settings"))] : []),
  ];
  const sought = words.toLowerCase();
  return sought === "" ? create.slice(0, 5) : all.filter((entry) => entry.title.toLowerCase().includes(sought)).slice(0, 6);
}
