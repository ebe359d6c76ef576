import { useMe, useModel } from "../ui/data/model.ts";
import { SECTIONS, type Section } from "./sections.ts";

/** What of the settings the person may use. */
export function useSections(): Section[] {
  const { rights } = useMe();
  const { byName } = useModel();
  const mayConfigure = rights.includes("configure");
  return SECTIONS.filter(({ right, object, group }) => {
    if (right !== undefined) return rights.includes(right);
    if (object === undefined) return group === "mine" || mayConfigure;
    const may = byName.get(object)?.may;
    return mayConfigure || may?.create === true || may?.update === true;
  });
}

/** Whether there is anything to set beside one's own account. */
export function useMaySet(): boolean {
  return useSections().some(({ group }) => group !== "mine");
}
