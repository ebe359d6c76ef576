import { startThrowawayCluster } from "../test/throwaway-cluster.ts";

/** The product as it is started by `npm start`, on a database that nothing needs to survive. */
const cluster = await startThrowawayCluster();
process.env.DATABASE_URL = cluster.url("postgres");
process.env.PORT ??= "0";
console.log(`database ${process.env.DATABASE_URL}`);
await import("../app/main.ts");
