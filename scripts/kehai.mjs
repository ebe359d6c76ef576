import { join } from "node:path";
import { ensureInstalled, onModernNode, ROOT } from "./runtime.mjs";

ensureInstalled();
if (await onModernNode(join(ROOT, "scripts/kehai.mjs"))) await import("../app/kehai.ts");
