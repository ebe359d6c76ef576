import { Flex } from "antd";
import { useState } from "react";
import type { WireField, WireObject, WireRecord } from "#engine/wire.ts";
import { fieldOf, useMe } from "../ui/data/model.ts";
import { FieldInput } from "../ui/fields/FieldInput.tsx";
import { needsRate } from "../ui/fields/rate.ts";
import { KeepButtons } from "./KeepButtons.tsx";
import { useSaveField } from "./save-field.ts";

type CurrencyEditorProps = { id: string; object: WireObject; field: WireField; record: WireRecord; onClose: () => void };

/** A currency and what it is worth, kept together: neither is right without the other. */
export function CurrencyEditor({ id, object, field, record, onClose }: CurrencyEditorProps) {
  const { company } = useMe();
  const [currency, setCurrency] = useState<string>(record.currency ?? company.currency);
  const [rate, setRate] = useState<string | null>(currency === company.currency ? null : record.rate);
  const { save, isBusy } = useSaveField(object);
  const rateField = needsRate(object, currency, company.currency) ? fieldOf(object, "rate") : undefined;

  const choose = (next: string) => {
    setCurrency(next);
    setRate(next === record.currency ? record.rate : null);
  };
  const keep = async () => {
    if (await save(record, { currency, ...(rateField ? { rate } : {}) })) onClose();
  };
  return (
    <Flex vertical gap={6}>
      <FieldInput id={id} field={field} value={currency} onChange={choose} disabled={isBusy} autoFocus />
      {rateField && <FieldInput field={rateField} value={rate} onChange={setRate} disabled={isBusy} />}
      <KeepButtons isBusy={isBusy} onKeep={() => void keep()} onClose={onClose} />
    </Flex>
  );
}
