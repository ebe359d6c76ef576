/** Closes a run of Node's tests with one plain line, as people and build servers look for it. */
export default async function* countReporter(events) {
  for await (const { type, data } of events) {
    // One summary per file, then one for all that names no file.
    if (type === "test:summary" && data.file === undefined) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      yield `\n${passed} passed, ${failed + cancelled} failed, ${skipped + todo} skipped\n`;
    }
  }
}
