import type { ModelField } from "../model/model.ts";
import type { FieldType } from "../object.ts";
import { booleanKind, choiceKind, multiChoiceKind } from "./choice.ts";
import { addressKind, emailKind, phoneKind, urlKind } from "./contact.ts";
import { trimmed } from "./decimal.ts";
import { jsonKind } from "./json.ts";
import type { FieldKind } from "./kind.ts";
import { integerKind, moneyKind, numberKind, percentKind, priceKind } from "./number.ts";
import { multiReferenceKind, referenceKind } from "./reference.ts";
import { longTextKind, richTextKind, textKind } from "./text.ts";
import { dateKind, dateTimeKind } from "./time.ts";
import { ageKind, figureKind, stateKind } from "./unstored.ts";

const KINDS: Readonly<Record<FieldType, FieldKind>> = {
  text: textKind,
  longText: longTextKind,
  richText: richTextKind,
  integer: integerKind,
  number: numberKind,
  percent: percentKind,
  money: moneyKind,
  price: priceKind,
  date: dateKind,
  dateTime: dateTimeKind,
  boolean: booleanKind,
  choice: choiceKind,
  multiChoice: multiChoiceKind,
  phone: phoneKind,
  email: emailKind,
  url: urlKind,
  address: addressKind,
  reference: referenceKind,
  multiReference: multiReferenceKind,
  anyReference: referenceKind,
  file: referenceKind,
  image: referenceKind,
  autoNumber: textKind,
  rollup: { ...numberKind, read: readRollup },
  state: stateKind,
  age: ageKind,
  figure: figureKind,
  json: jsonKind,
};

/** How values of a field type are read, checked, described and returned. */
export function fieldKind(type: FieldType): FieldKind {
  return KINDS[type];
}

/** Sums are decimals; a least or greatest value reads like the field it is taken from. */
function readRollup(value: unknown, field: ModelField): unknown {
  return field.columns[0]!.sqlType.startsWith("numeric") ? trimmed(String(value)) : value;
}
