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

const PRINTED = ["image/png", "image/jpeg"];

const picturesCanBePrinted = check(
  companyProfile,
  ({ logoId, sealId }, { before, related }) => {
    const isOdd = (picture: "logo" | "seal") => !PRINTED.includes(related(picture)?.mediaType);
    if (logoId !== null && logoId !== before?.logoId && isOdd("logo"))
      return { code: "companyProfile.picture_kind", field: "logoId" };
    return sealId !== null && sealId !== before?.sealId && isOdd("seal")
      ? { code: "companyProfile.picture_kind", field: "sealId" }
      : null;
  },
  { reads: ["logo", "seal"], strength: "invariant" },
);

export const rules = [taxNumbersAreUpperCase, taxNumbersAreValid, picturesCanBePrinted];
