/** The floor: the same HTTP library and driver with hand-written SQL and nothing else. Run as a process of its own. */
import Fastify from "fastify";
import pg from "pg";

const [url, port] = process.argv.slice(2) as [string, string];
const pool = new pg.Pool({ connectionString: url, max: 10, options: "-c plan_cache_mode=force_custom_plan" });
const app = Fastify();
const statements = new Map<string, { name: string; text: string; values: unknown[] }>();
const rowsOf = async (name: string) => (await pool.query(statements.get(name)!)).rows;

app.post("/define", async (request) => {
  const { name, sql, values = [] } = request.body as { name: string; sql: string; values?: unknown[] };
  statements.set(name, { name, text: sql, values });
  return {};
});
app.get("/run/:name", async (request) => {
  const { name } = request.params as { name: string };
  return { items: await rowsOf(name) };
});
app.get("/together/:names", async (request) => {
  const { names } = request.params as { names: string };
  return { parts: await Promise.all(names.split(",").map(rowsOf)) };
});

await app.listen({ port: Number(port), host: "127.0.0.1" });
