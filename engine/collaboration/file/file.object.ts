import { anyReference, defineObject, integer, text } from "../../object.ts";

/** What is known of an uploaded file. Its bytes lie in the file store under `storageKey` and leave only through a guarded route. */
export const file = defineObject({
  name: "file",
  plural: "files",
  title: "name",
  area: "none",

  fields: {
    about: anyReference([], { inherits: "read", onDelete: "cascade" }),
    name: text({ required: true, max: 255 }),
    mediaType: text({ max: 120, changedBy: "engine" }),
    size: integer({ changedBy: "engine" }),
    sha256: text({ max: 64, changedBy: "engine", internal: true }),
    storageKey: text({ max: 120, changedBy: "engine", internal: true }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "about",
  list: ["name", "about", "mediaType", "size", "createdBy", "createdAt"],
  form: { file: ["name", "mediaType", "size"] },
});
