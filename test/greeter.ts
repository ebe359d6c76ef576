/** A worker in a process of its own, as the product runs one: says what it is greeted with. */
import { outliveCutConnections } from "#app/outlive-cut-connections.ts";
import { startJobWorker } from "#platform/jobs.ts";
import { openLog } from "#platform/log.ts";

const log = openLog("silent");
outliveCutConnections(log);
await startJobWorker(process.argv[2]!, { greet: async (payload) => console.log(JSON.stringify(payload)) }, { log });
console.log("ready");
