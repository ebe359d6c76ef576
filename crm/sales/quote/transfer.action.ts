import { transferOf } from "../document-transfer.ts";
import { quote } from "./quote.object.ts";

export const transfer = transferOf(quote);
