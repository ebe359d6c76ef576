import { check, derive } from "#engine/rule.ts";
import { isCreditCode } from "../../sales/account/credit-code.ts";
import { invoiceTitle } from "./invoice-title.object.ts";

/** Registrations older than the unified credit code that tax offices still accept: 15 digits of an enterprise, 20 of a trade. */
const OLDER_NUMBER = /^(\d{15}|[0-9A-Z]{20})$/;

const numbersAreUpperCase = derive(invoiceTitle, ({ taxNumber }) =>
  taxNumber === null ? {} : { taxNumber: taxNumber.normalize("NFKC").replace(/\s/g, "").toUpperCase() },
);

const companiesHaveATaxNumber = check(invoiceTitle, ({ type, taxNumber }) =>
  type === "company" && taxNumber === null ? { code: "invoiceTitle.tax_number_missing", field: "taxNumber" } : null,
);

const taxNumbersAreValid = check(invoiceTitle, ({ type, taxNumber }, { before }) => {
  if (taxNumber === null || type === "personal" || taxNumber === before?.taxNumber) return null;
  const isValid = isCreditCode(taxNumber) || OLDER_NUMBER.test(taxNumber);
  return isValid ? null : { code: "invoiceTitle.tax_number_wrong", field: "taxNumber" };
});

export const rules = [numbersAreUpperCase, companiesHaveATaxNumber, taxNumbersAreValid];
