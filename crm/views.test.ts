import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { seedDemo } from "./demo/seed-demo.ts";

const { as, make, model, engine, company } = await startCrmCompany();
await seedDemo(engine, company);

test("every view and every related list that is shipped can be opened, by a rep as by the boss", async () => {
  const readers = [await make.user("director"), await make.user("sales"), await make.user("manager", "sales")];
  for (const object of model.objects.values()) {
    if (object.area === "none" || object.area === "settings") continue;
    for (const [name, view] of Object.entries(object.views ?? {})) {
      const query = { ...(view.filter ? { filter: view.filter } : {}), ...(view.sort ? { sort: view.sort } : {}), limit: 5 };
      for (const reader of readers) {
        const response = await as(reader).post(`/api/v1/${object.path}/query`, query);
        assert.equal(response.status, 200, `${object.name}.${name}: ${response.text}`);
      }
    }
    for (const related of object.related ?? []) {
      const path = model.objects.get(related.object)!.path;
      const response = await as(readers[0]!).post(`/api/v1/${path}/query`, {
        sort: related.sort,
        fields: related.columns,
        limit: 5,
      });
      assert.equal(response.status, 200, `${object.name} → ${related.object}: ${response.text}`);
    }
  }
});

test("the boss's views of the demo company are not empty", async () => {
  const boss = await make.user("director");
  const found = async (path: string, object: string, view: string) => {
    const { filter, sort } = model.objects.get(object)!.views![view]!;
    const { body } = await as(boss).post(`/api/v1/${path}/query`, { ...(filter ? { filter } : {}), sort, limit: 5 });
    return body.items.length as number;
  };
  for (const view of ["pool", "unanswered", "converted", "all"]) assert.ok((await found("leads", "lead", view)) > 0, view);
  for (const view of ["silent", "keyAccounts", "pool", "won", "all"])
    assert.ok((await found("accounts", "account", view)) > 0, view);
  for (const view of ["thisMonth", "overdue", "stuck", "won", "lost", "board"])
    assert.ok((await found("opportunities", "opportunity", view)) > 0, view);
  for (const view of ["overdue", "done", "all"]) assert.ok((await found("tasks", "task", view)) > 0, view);
});
