import { run } from "node:test";
import { dot } from "node:test/reporters";
import countReporter from "./count-reporter.mjs";

// The test files of the command line, two at once and in the order given, which Node's own command does not keep.
const events = run({ files: process.argv.slice(2), concurrency: 2, isolation: "process" });
events.on("test:fail", () => {
  process.exitCode = 1;
});
for (const reporter of [dot, countReporter]) events.compose(reporter).pipe(process.stdout);
