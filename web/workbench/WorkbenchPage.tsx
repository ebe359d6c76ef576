import { lazy } from "react";
import { workbench } from "#crm/pages.ts";

export const WorkbenchPage = lazy(async () => ({ default: await workbench() }));
