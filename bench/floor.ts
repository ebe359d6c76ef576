/** The floor: the same HTTP library and driver with hand-written SQL and nothing else. Run as a process of its own. */
import Fastify from "fastify";
import pg from "pg";

const [url, port] = process.argv.slice(2) as [string, string];
const pool = new pg.Pool({ connectionString: url, max: 10, options: "-c plan_cache_mode=force_custom_plan" });
const app = Fastify();
const statements = new Map<string, string>();

app.post("/define", async (request) => {
  const { name, sql } = request.body as { name: string; sql: string };
  statements.set(name, sql);
  return {};
});
app.get("/run/:name", async (request) => {
  const { name } = request.params as { name: string };
  return { items: (await pool.query({ name, text: statements.get(name)! })).rows };
});

await app.listen({ port: Number(port), host: "127.0.0.1" });
