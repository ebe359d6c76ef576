import { parseArgs } from "node:util";
import { seedDemo } from "#crm/demo/seed-demo.ts";
import { createCompany } from "#engine/company/create-company.ts";
import { type Command, readStandardInput, UsageError, withEngine } from "./command.ts";

export const setup: Command = {
  name: "setup",
  usage: "--company NAME --admin LOGIN --password-stdin [--name NAME] [--demo small]",
  summary: "make a company and its administrator; the password is read from standard input",

  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        company: { type: "string" },
        admin: { type: "string" },
        name: { type: "string" },
        "password-stdin": { type: "boolean" },
        demo: { type: "string" },
      },
    });
    if (!values.company || !values.admin || !values["password-stdin"])
      throw new UsageError("company, admin and password-stdin are needed");
    if (values.demo !== undefined && values.demo !== "small") throw new UsageError("the demo company there is, is: small");
    const password = await readStandardInput();
    await withEngine(async (engine) => {
      const { company } = await createCompany(engine, {
        name: values.company!,
        admin: { name: values.name ?? values.admin!, login: values.admin!, password },
      });
      if (values.demo === "small") await seedDemo(engine, company);
      console.log(company.slug);
    });
  },
};
