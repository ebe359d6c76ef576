import { derive } from "#engine/rule.ts";
import { parcel } from "./parcel.object.ts";

const worthIsThatOfTheItems = derive(parcel, (record) => ({ worth: record.total }));

export const rules = [worthIsThatOfTheItems];
