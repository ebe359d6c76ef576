import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Divider, Select, Spin } from "antd";
import { use, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireReference } from "#engine/wire.ts";
import { useModel } from "../data/model.ts";
import { listRecords } from "../data/records.ts";
import { Person } from "../Person.tsx";
import { useSettled } from "../settled.ts";
import { CreateInlineContext } from "./create-inline.ts";

export type ReferenceInputProps = {
  object: string;
  label: string;
  id?: string | undefined;
  value?: any;
  onChange?: (value: any) => void;
  onBlur?: (() => void) | undefined;
  onPicked?: ((picked: WireReference) => void) | undefined;
  known?: WireReference | WireReference[] | null | undefined;
  offers?: Filter | undefined;
  many?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  /** In a cell or beside its label: the choice is shown at once. */
  small?: boolean | undefined;
  status?: "error" | undefined;
  placeholder?: string;
};

type Choice = { value: string; label: string; note?: string };

/** Finds a record by name, pinyin or number as one types, and makes a new one without leaving the form. */
export function ReferenceInput(props: ReferenceInputProps) {
  const { object, label, value, onChange, known, offers, many } = props;
  const { t } = useTranslation();
  const target = useModel().byName.get(object);
  const createInline = use(CreateInlineContext);
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(props.small === true && props.autoFocus === true);
  const [met, setMet] = useState<Choice[]>([]);
  const words = useSettled(typed.trim(), 180);

  const found = useQuery({
    queryKey: ["records", object, "offers", words, offers ?? null],
    queryFn: ({ signal }) =>
      listRecords(
        target?.path ?? "",
        { limit: 20, ...(words === "" ? {} : { q: words }), ...(offers ? { filter: offers } : {}) },
        signal,
      ),
    enabled: isOpen && target !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

  const title = target?.title ?? "name";
  const rows = (found.data?.items ?? []).map((record) => ({ value: record.id, label: String(record[title] ?? record.id) }));
  const choices = withKnown(rows, [...choicesOf(known), ...met], value);
  const canCreate = createInline !== null && target?.may.create === true && object !== "user";

  const pick = (next: any, picked: Choice | Choice[] | undefined) => {
    if (picked) setMet((before) => [...before, ...(Array.isArray(picked) ? picked : [picked])]);
    if (picked && !Array.isArray(picked)) props.onPicked?.({ id: picked.value, title: picked.label });
    setTyped("");
    onChange?.(next ?? null);
  };
  const create = () => {
    setOpen(false);
    createInline?.(object, typed.trim(), (made) => {
      setMet((before) => [...before, { value: made.id, label: made.title }]);
      setTyped("");
      props.onPicked?.(made);
      onChange?.(many ? [...(value ?? []), made.id] : made.id);
    });
  };

  return (
    <Select
      id={props.id}
      aria-label={label}
      {...(many ? { mode: "multiple" as const } : {})}
      {...(props.status === undefined ? {} : { status: props.status })}
      value={value ?? (many ? [] : undefined)}
      placeholder={props.placeholder ?? t("field.pick")}
      allowClear
      autoFocus={props.autoFocus ?? false}
      disabled={props.disabled ?? false}
      style={{ width: "100%" }}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      open={isOpen}
      onOpenChange={setOpen}
      onBlur={() => props.onBlur?.()}
      options={choices}
      optionRender={(option) => (object === "user" ? <Person name={String(option.label)} /> : option.label)}
      notFoundContent={found.isFetching ? <Spin size="small" /> : t("field.none_found")}
      onChange={(next, picked) => pick(next, picked as unknown as Choice | Choice[])}
      popupRender={(menu) => (
        <>
          {menu}
          {canCreate && (
            <>
              <Divider style={{ margin: "4px 0" }} />
              <Button type="link" size="small" onMouseDown={(event) => event.preventDefault()} onClick={create}>
                {typed.trim() === ""
                  ? t("field.create", { object: target.label })
                  : t("field.create_named", { object: target.label, name: typed.trim() })}
              </Button>
            </>
          )}
        </>
      )}
    />
  );
}

function choicesOf(known: WireReference | WireReference[] | null | undefined): Choice[] {
  const list = known === null || known === undefined ? [] : Array.isArray(known) ? known : [known];
  return list.map((reference) => ({ value: reference.id, label: reference.title ?? "—" }));
}

/** The chosen records keep their names although the search shows others. */
function withKnown(rows: Choice[], known: Choice[], value: unknown): Choice[] {
  const chosen = Array.isArray(value) ? value : value ? [value] : [];
  const missing = chosen.filter((id) => !rows.some((row) => row.value === id));
  const named = missing.map((id) => known.findLast((choice) => choice.value === id)).filter((choice) => choice !== undefined);
  return [...named, ...rows];
}
