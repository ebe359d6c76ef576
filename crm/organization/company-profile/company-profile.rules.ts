import { check, derive } from "#engine/rule.ts";
import { isCreditCode } from "../../sales/account/credit-code.ts";
import { companyProfile } from "./company-profile.object.ts";

const taxNumbersAreUpperCase = derive(companyProfile, ({ taxNumber }) =>
  taxNumber === null ? {} : { taxNumber: taxNumber.normalize("NFKC").replace(/\s/g, "").toUpperCase() },
);

/** It is printed on every contract, so a slip of the finger is refused; tax numbers of 15 digits are of the time before 2015. */
const taxNumbersAreValid = check(companyProfile, ({ taxNumber }, { before }) =>
  taxNumber === null || taxNumber === before?.taxNumber || /^\d{15}$/.test(taxNumber) || isCreditCode(taxNumber)
    ? null
    : { code: "companyProfile.tax_number_wrong", field: "taxNumber" },
);

export const rules = [taxNumbersAreUpperCase, taxNumbersAreValid];
