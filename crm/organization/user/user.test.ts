import assert from "node:assert/strict";
import test from "node:test";
import { v7 } from "uuid";
import { createCompany } from "#engine/company/create-company.ts";
import { inviteIdentity } from "#engine/identity/identities.ts";
import { startCrmCompany } from "#test/crm-company.ts";

const { engine, add, as, make, stranger, roles, departments, stored, cookieOf, namesOfEvents } = await startCrmCompany();

async function colleague(admin: Awaited<ReturnType<typeof make.user>>, login: string) {
  const response = await as(admin).post("/api/v1/users", {
    name: "新同事",
    login,
    departmentId: departments.east,
    rolesIds: [roles.get("sales")],
  });
  assert.equal(response.status, 201, response.text);
  return response.body;
}

test("an invited colleague sets a password and is in", async () => {
  const admin = await make.user("administrator");
  const person = await colleague(admin, "xiaozhang");

  const invited = await as(admin).post(`/api/v1/users/${person.id}/invite`, {});
  const accepted = await stranger.post("/api/v1/invitation/accept", { token: invited.body.token, password: "long enough 1" });
  const session = await stranger.post("/api/v1/session", { login: "xiaozhang", password: "long enough 1" });

  assert.equal(invited.status, 200, invited.text);
  assert.ok(invited.body.token);
  assert.ok(accepted.status < 300, accepted.text);
  assert.equal(session.status, 200, session.text);
  assert.equal((await namesOfEvents(person.id)).at(-1), "user.invited");
});

test("a disabled colleague is out at once and can be let in again", async () => {
  const admin = await make.user("administrator");
  const rep = await make.user();
  const cookie = await cookieOf(rep);
  assert.equal((await stranger.get("/api/v1/me", { cookie })).status, 200);

  const disabled = await as(admin).post(`/api/v1/users/${rep.userId}/disable`, { reason: "离职" });
  const shut = await refusal(cookie);
  const again = await as(admin).post(`/api/v1/users/${rep.userId}/disable`, {});
  const invited = await as(admin).post(`/api/v1/users/${rep.userId}/invite`, {});
  const enabled = await as(admin).post(`/api/v1/users/${rep.userId}/enable`, {});

  assert.equal(disabled.status, 200, disabled.text);
  assert.equal(shut, 401);
  assert.equal(again.body.code, "user.disabled");
  assert.equal(invited.body.code, "user.disabled");
  assert.equal(enabled.body.disabledAt, null);
  assert.equal((await stored("user", rep.userId)).disabledAt, null);
});

test("nobody disables himself, nor the last who may set up the company", async () => {
  const admin = await make.user("administrator");
  const helper = await make.user("director", "sales", { rolesIds: [roles.get("director"), roles.get("administrator")] });

  const own = await as(admin).post(`/api/v1/users/${admin.userId}/disable`, {});
  const other = await as(admin).post(`/api/v1/users/${helper.userId}/disable`, {});

  assert.equal(own.body.code, "user.self");
  assert.equal(other.status, 200, other.text);
});

test("a rep sees colleagues but invites and disables nobody", async () => {
  const [rep, person] = [await make.user(), await make.user()];

  for (const verb of ["invite", "disable", "enable"])
    assert.equal((await as(rep).post(`/api/v1/users/${person.userId}/${verb}`, {})).status, 403, verb);
  assert.equal((await as(rep).get(`/api/v1/users/${person.userId}`)).status, 200);
});

test("the administrator sets up the company and sees nothing of its business", async () => {
  const admin = await make.user("administrator");
  const account = await make.account({ ownerId: (await make.user()).userId });

  const response = await as(admin).get(`/api/v1/accounts/${account.id}`);

  assert.equal(response.status, 404);
});

/** Other processes, and this one's cache, hear of it within moments of the commit; the clock stands still, so none forgets by itself. */
async function refusal(cookie: string): Promise<number> {
  const until = Date.now() + 60_000;
  let status = 200;
  while (status === 200 && Date.now() < until) ({ status } = await stranger.get("/api/v1/me", { cookie }));
  return status;
}

async function personnel() {
  const permissions = {
    user: { create: "company", read: "company", update: "company" },
    role: { read: "company" },
    department: { read: "company" },
  };
  const role = await add("role", { name: "人事", code: `personnel${Math.random()}`, permissions });
  return await make.user("sales", "sales", { rolesIds: [role.id] });
}

test("who keeps the list of colleagues gives nobody rights that only the administrator gives", async () => {
  const [clerk, rep] = [await personnel(), await make.user()];
  const patch = async (id: string, changes: object) => {
    const { version } = (await as(clerk).get(`/api/v1/users/${id}`)).body;
    return await as(clerk).patch(`/api/v1/users/${id}`, changes, { "if-match": String(version) });
  };

  const own = await patch(clerk.userId, { rolesIds: [roles.get("administrator")] });
  const others = await patch(rep.userId, { rolesIds: [roles.get("director")] });
  const made = await as(clerk).post("/api/v1/users", { name: "新", login: "newcomer-1", rolesIds: [roles.get("administrator")] });
  const moved = await patch(clerk.userId, { departmentId: departments.east });
  const plain = await patch(rep.userId, { phone: "010-66667777", departmentId: departments.north });

  assert.equal(own.status, 403, own.text);
  assert.equal(others.status, 403, others.text);
  assert.equal(made.status, 403, made.text);
  assert.equal(moved.status, 403, moved.text);
  assert.equal(plain.status, 200, plain.text);
});

test("inviting takes the right to invite, and nobody is signed in as a colleague by it", async () => {
  const [clerk, admin, director] = [await personnel(), await make.user("administrator"), await make.user("director")];
  const { version } = (await as(admin).get(`/api/v1/users/${director.userId}`)).body;
  const cookie = await cookieOf(admin);

  const refused = await as(clerk).post(`/api/v1/users/${director.userId}/invite`, {});
  await as(admin).patch(`/api/v1/users/${admin.userId}`, { login: "somebody-else" }, { "if-match": "1" });
  const renamed = await as(admin).patch(
    `/api/v1/users/${director.userId}`,
    { login: admin.name },
    { "if-match": String(version) },
  );
  const taken = await as(admin).post(`/api/v1/users/${director.userId}/invite`, {});

  assert.equal(refused.status, 403, refused.text);
  assert.equal(renamed.status, 200, renamed.text);
  assert.equal(taken.status, 409, taken.text);
  assert.equal((await stranger.get("/api/v1/me", { cookie })).body.user.id, admin.userId);
});

test("a link from one company does not open another that has invited the same login", async () => {
  const admin = await make.user("administrator");
  const founder = { name: "别家老板", login: "other-boss", password: "Kehai-other-2026" };
  const { company } = await createCompany(engine, { name: "另一家公司", admin: founder });
  await inviteIdentity(engine.database, engine, { company, userId: v7(), login: "in-both" });
  const person = await colleague(admin, "in-both");
  const { token } = (await as(admin).post(`/api/v1/users/${person.id}/invite`, {})).body;

  await stranger.post("/api/v1/invitation/accept", { token, password: "long enough 1" });
  const session = await stranger.post("/api/v1/session", { login: "in-both", password: "long enough 1" });

  assert.deepEqual(
    session.body.companies.map(({ slug }: { slug: string }) => slug),
    ["toys"],
  );
});
