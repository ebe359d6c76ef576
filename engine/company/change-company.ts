import sql from "sql-template-tag";
import type { Company, Ctx } from "../ctx.ts";
import { AppError, invalid } from "../errors.ts";

export type CompanyChanges = Partial<Pick<Company, "name" | "zone" | "fiscalStart" | "language">>;

/** Changes what the company is called and how it counts time; needs the right `configure`. The change is an event like any other. */
export async function changeCompany(ctx: Ctx, changes: CompanyChanges): Promise<Company> {
  if (!ctx.access.may("configure")) throw new AppError("forbidden.configure");
  if (changes.zone !== undefined && !isZone(changes.zone)) throw invalid([{ field: "zone", code: "invalid.option" }]);

  const changed = { ...ctx.company, ...changes };
  await ctx.db.execute(sql`
    update kehai.company set name = ${changed.name}, zone = ${changed.zone}, fiscal_start = ${changed.fiscalStart},
           language = ${changed.language} where id = ${ctx.company.id}`);
  await ctx.events.emit("company.updated", { id: ctx.company.id, ...changes });
  return changed;
}

function isZone(zone: string): boolean {
  return Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC";
}
