import { transferOf } from "../../sales/document-transfer.ts";
import { contract } from "./contract.object.ts";

export const transfer = transferOf(contract);
