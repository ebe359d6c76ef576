import type { ImportTarget, ImportView } from "#engine/import/import-wire.ts";
import type { WireField } from "#engine/wire.ts";
import { useModel } from "../ui/data/model.ts";

/** The field a target writes, for its control; a target of a reference to any object is a reference to that one. */
export function useTargetField(view: ImportView, target: ImportTarget): WireField {
  const { byName } = useModel();
  const [first = "", second] = target.path.split(":")[0]!.split(".");
  const object = byName.get(second === undefined ? view.object : first);
  const known = object?.fields.find((field) => field.name === (second ?? first));
  const type = target.type === "anyReference" ? "reference" : target.type;
  return {
    ...(known ?? unknownField),
    name: target.path,
    key: target.path,
    type,
    label: target.label,
    required: false,
    readOnly: false,
    ...(target.options ? { options: target.options } : {}),
    ...(target.to ? { to: target.to } : {}),
  };
}

const unknownField: WireField = {
  name: "",
  key: "",
  type: "text",
  label: "",
  required: false,
  changedBy: "people",
  readOnly: false,
  masked: false,
  custom: false,
  system: false,
  internal: false,
  ops: [],
  sortable: false,
  indexed: false,
};
