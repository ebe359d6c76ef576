import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { reading } from "#engine/context.ts";
import { exportRecords } from "#engine/export/export-records.ts";
import { CONTENT_TYPES, type OutFormat } from "#engine/export/write-table.ts";
import { type Command, UsageError, withEngine } from "./command.ts";
import { objectNamed } from "./import.ts";
import { personNamed } from "./person.ts";

export const exportCommand: Command = {
  name: "export",
  usage: `OBJECT FILE --as LOGIN [--company SLUG] [--format ${Object.keys(CONTENT_TYPES).join("|")}] [--filter JSON] [--sort FIELD] [--fields A,B]`,
  summary: "write what a list query finds to a file",

  async run(args) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        as: { type: "string" },
        company: { type: "string" },
        format: { type: "string", default: "xlsx" },
        filter: { type: "string" },
        sort: { type: "string" },
        fields: { type: "string" },
      },
    });
    const [name, file] = positionals;
    if (!name || !file) throw new UsageError("which object, into which file?");
    if (!(values.format in CONTENT_TYPES)) throw new UsageError(`no format ${values.format}`);

    await withEngine(async (engine) => {
      const { company, actor } = await personNamed(engine, values.as, values.company);
      const ctx = await reading(engine, company, actor);
      const query = {
        ...(values.filter === undefined ? {} : { filter: JSON.parse(values.filter) }),
        ...(values.sort === undefined ? {} : { sort: values.sort }),
        ...(values.fields === undefined ? {} : { fields: values.fields.split(",") }),
      };
      const { bytes } = await exportRecords(ctx, objectNamed(ctx, name), query, values.format as OutFormat);
      await pipeline(bytes, createWriteStream(file));
    });
  },
};
