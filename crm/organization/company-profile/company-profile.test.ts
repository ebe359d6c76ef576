import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, eventsOf } = await startCrmCompany();

const finance = await make.user("finance");
const rep = await make.user();
const [profile] = (await as(finance).get("/api/v1/company-profiles")).body.items;
const path = `/api/v1/company-profiles/${profile.id}`;

async function change(person: typeof rep, values: Record<string, unknown>) {
  const { version } = (await as(finance).get(path)).body;
  return await as(person).patch(path, values, { "if-match": String(version) });
}

async function closedThrough(): Promise<string | null> {
  return (await as(rep).get(path)).body.closedThrough;
}

test("a company has one profile from the beginning, and never a second or none", async () => {
  const director = await make.user("director");

  const second = await as(director).post("/api/v1/company-profiles", { legalName: "第二家公司" });
  const removed = await as(director).ask("DELETE", path, undefined, { "if-match": "1" });
  const { items } = (await as(director).get("/api/v1/company-profiles")).body;

  assert.equal(second.status, 403, second.text);
  assert.equal(removed.status, 403, removed.text);
  assert.equal(items.length, 1);
});

test("finance states what is printed on documents; everybody reads it, a rep does not change it", async () => {
  const said = {
    legalName: "海客机械（上海）有限公司",
    taxNumber: "91310000ma1fl1qy0q",
    bank: "招商银行上海分行",
    bankAccount: "1219 0888",
  };

  const wrong = await change(finance, said);
  const right = await change(finance, { ...said, taxNumber: "91310115ma1k4bxq7l" });
  const refused = await change(rep, { legalName: "我的公司" });
  const read = await as(rep).get(path);

  assert.deepEqual([wrong.status, wrong.body.errors?.[0]?.field], [409, "taxNumber"], wrong.text);
  assert.equal(right.status, 200, right.text);
  assert.equal(refused.status, 403);
  assert.equal(read.body.legalName, "海客机械（上海）有限公司");
});

test("finance closes the books through a day and opens them again with a reason", async () => {
  const closed = await as(finance).post(`${path}/closeBooks`, { through: "2026-02-28" });
  const earlier = await as(finance).post(`${path}/closeBooks`, { through: "2026-01-31" });
  const future = await as(finance).post(`${path}/closeBooks`, { through: "2026-03-03" });
  const later = await as(finance).post(`${path}/reopenBooks`, { after: "2026-02-28", reason: "补录回款" });
  const partly = await as(finance).post(`${path}/reopenBooks`, { after: "2026-01-31", reason: "补录二月的回款" });
  const wholly = await as(finance).post(`${path}/reopenBooks`, { reason: "重做" });
  const again = await as(finance).post(`${path}/reopenBooks`, { reason: "重做" });

  assert.deepEqual([closed.status, closed.body.closedThrough], [200, "2026-02-28"], closed.text);
  assert.deepEqual([earlier.body.code, earlier.body.errors[0].field], ["companyProfile.closed_already", "through"]);
  assert.equal(future.body.code, "companyProfile.not_yet_over");
  assert.equal(later.body.code, "companyProfile.not_earlier");
  assert.equal(partly.body.closedThrough, "2026-01-31", partly.text);
  assert.equal(wholly.body.closedThrough, null, wholly.text);
  assert.equal(again.body.code, "companyProfile.books_open");
  const told = (await eventsOf(profile.id)).map(({ name }) => name).filter((name) => name.includes("books"));
  assert.deepEqual(told, ["companyProfile.books_closed", "companyProfile.books_reopened", "companyProfile.books_reopened"]);
});

test("a rep and the administrator do not close the books, and nobody sets the day by hand", async () => {
  const administrator = await make.user("administrator");
  const open = await closedThrough();

  const byRep = await as(rep).post(`${path}/closeBooks`, { through: "2026-02-28" });
  const byAdministrator = await as(administrator).post(`${path}/closeBooks`, { through: "2026-02-28" });
  const reopened = await as(administrator).post(`${path}/reopenBooks`, { reason: "我要改" });
  const byHand = await change(finance, { closedThrough: "2026-02-28" });

  assert.deepEqual([byRep.status, byAdministrator.status, reopened.status], [403, 403, 403]);
  assert.equal(byHand.status, 400, byHand.text);
  assert.equal(await closedThrough(), open);
});

test("a seal is a picture that can be printed", async () => {
  const upload = async (name: string, bytes: Buffer) => {
    const head = `------kehai\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n------kehai--\r\n")]);
    const headers = { "content-type": "multipart/form-data; boundary=----kehai" };
    return (await as(finance).post("/api/v1/files", body, headers)).body.id;
  };

  const wrong = await change(finance, { sealId: await upload("seal.png", Buffer.from("no picture")) });
  const right = await change(finance, { sealId: await upload("seal.png", Buffer.from("89504e470d0a1a0a0000000d", "hex")) });

  assert.deepEqual([wrong.status, wrong.body.errors?.[0]?.field], [409, "sealId"], wrong.text);
  assert.equal(right.status, 200, right.text);
});
