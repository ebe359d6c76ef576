import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { smtpMailer } from "#platform/mail.ts";
import { startTestApp } from "#test/http.ts";
import { readPdf } from "#test/pdf.ts";
import { attachmentOf, type Letter, openPostOffice } from "#test/post-office.ts";
import { deliverMail } from "./deliver-mail.ts";

const { as, add, engine, person, eventsOf } = await startTestApp();
const boss = await person({ email: "boss@kehai.test" });

const office = await openPostOffice();
after(() => office.close());

let queue: Record<string, unknown>[] = [];
engine.jobs = { add: async (_db, _name, payload) => void queue.push(payload) };

beforeEach(() => {
  office.letters.length = 0;
  office.refusals.length = 0;
  queue = [];
  engine.mailer = smtpMailer(office.url, "海客 <crm@kehai.test>");
});

const letter = {
  to: ["Li@Hengyuan.test"],
  cc: ["buyer@hengyuan.test"],
  subject: "报价单 请查收",
  body: "李经理：\n您好！",
  input: { on: "2026-03-02" },
};

async function send(values: Record<string, unknown> = {}, who = boss) {
  const { id } = await add("widget", { name: "Pump", amount: "12.50", ownerId: boss.userId });
  return await as(who).post(`/api/v1/widgets/${id}/documents/specification/mails`, { ...letter, ...values });
}

const deliver = async (attempt = 1) => await deliverMail(engine, queue.at(-1)!, { attempt });
const stored = async (id: string) => (await as(boss).get(`/api/v1/mails/${id}`)).body;

test("a document is sent with words of one's own, and the record's timeline shows that it went out", async () => {
  const answer = await send();
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.body.status, "queued");

  await deliver();
  await deliver();

  assert.equal(office.letters.length, 1, "a second run sends nothing");
  const [{ to, source }] = office.letters as [Letter];
  assert.deepEqual(to, ["li@hengyuan.test", "buyer@hengyuan.test"]);
  assert.match(source, new RegExp(`^Message-ID: <${answer.body.id}@kehai.test>`, "m"));
  assert.match(source, /^Reply-To: boss@kehai\.test/m);
  assert.match(source, /crm@kehai\.test/);
  const { text } = await readPdf(attachmentOf(source));
  assert.match(text, /Total ¥12\.50/);

  const sent = await stored(answer.body.id);
  assert.deepEqual([sent.status, sent.failure], ["sent", null]);
  const timeline = (await as(boss).get(`/api/v1/widgets/${sent.about.id}/timeline`)).body.items;
  const entry = timeline.find(({ kind }: { kind: string }) => kind === "mail");
  assert.equal(entry.record.subject, "报价单 请查收");
  assert.match(entry.record.attachment.title, /^Specification W2026-.*\.pdf$/);
  const kept = await as(boss).get(`/api/v1/files/${entry.record.attachment.id}/content`);
  assert.deepEqual(kept.bytes, attachmentOf(source), "what was sent is what is kept");
});

test("a mail server that is busy is asked again, one that refuses the letter is not", async () => {
  const busy = await send();
  office.refusals.push({ code: 451, words: "try later" });
  await assert.rejects(deliver(1), /try later/);
  const waiting = await stored(busy.body.id);
  await deliver(2);

  const refused = await send();
  office.refusals.push({ code: 550, words: "no such mailbox" });
  await deliver(1);
  const failed = await stored(refused.body.id);

  assert.deepEqual([waiting.status, /try later/.test(waiting.failure)], ["queued", true]);
  assert.equal((await stored(busy.body.id)).status, "sent");
  assert.deepEqual([failed.status, /no such mailbox/.test(failed.failure)], ["failed", true]);
  assert.equal(office.letters.length, 1);
});

test("after the last attempt the letter has failed, and its sender may send it again as it was", async () => {
  const { body } = await send();
  office.refusals.push({ code: 421, words: "gone fishing" });
  await deliver(10);
  const early = await as(boss).get(`/api/v1/mails/${body.id}?can=true`);

  const again = await as(boss).post(`/api/v1/mails/${body.id}/resend`, {});
  await deliver(1);
  const twice = await as(boss).post(`/api/v1/mails/${body.id}/resend`, {});

  assert.deepEqual([early.body.status, early.body.can.resend], ["failed", true]);
  assert.equal(again.body.status, "queued", again.text);
  assert.equal((await stored(body.id)).status, "sent");
  assert.equal(office.letters.length, 1);
  assert.deepEqual([twice.status, twice.body.code], [409, "mail.not_failed"]);
  assert.ok((await eventsOf(body.id)).some(({ name }) => name === "mail.resent"));
});

test("without a mail server nothing is kept and the reason is said", async () => {
  engine.mailer = null;

  const refused = await send();

  assert.deepEqual([refused.status, refused.body.code], [409, "mail.not_configured"]);
  assert.equal(queue.length, 0);
});

test("addresses, subject and text are checked before anything is kept", async () => {
  const wrong = await send({ to: ["li@hengyuan.test", "nobody"] });
  const nobody = await send({ to: [] });
  const split = await send({ to: ["li@hengyuan.test\r\nBcc: all@example.com"] });
  const empty = await send({ subject: " " });

  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, "to"], wrong.text);
  assert.deepEqual([nobody.body.errors[0].field, nobody.body.errors[0].code], ["to", "invalid.required"]);
  assert.equal(split.status, 400);
  assert.equal(empty.body.errors[0].field, "subject");
  assert.equal(queue.length, 0);
});

test("a letter is read by whoever sees the record, sent again by its sender alone, and never changed", async () => {
  const { body } = await send();
  office.refusals.push({ code: 550, words: "no" });
  await deliver();
  const reader = await add("role", { name: "Mail reader", code: "mailReader", permissions: { widget: { read: "company" } } });
  const colleague = await person({ rolesIds: [reader.id] });
  const outsider = await person({ rolesIds: [] });

  assert.equal((await as(colleague).get(`/api/v1/mails/${body.id}`)).status, 200);
  assert.equal((await as(colleague).post(`/api/v1/mails/${body.id}/resend`, {})).status, 403);
  assert.equal((await as(outsider).get(`/api/v1/mails/${body.id}`)).status, 404);
  assert.equal((await as(outsider).post(`/api/v1/mails/${body.id}/resend`, {})).status, 404);
  assert.equal((await as(boss).patch(`/api/v1/mails/${body.id}`, { subject: "x" }, { "if-match": "1" })).status, 403);
  assert.equal((await send({}, outsider)).status, 404);
});

test("a subject cannot smuggle in another header", async () => {
  await send({ subject: "Hello\r\nBcc: all@example.com" });
  await deliver();

  assert.doesNotMatch(office.letters[0]!.source, /^Bcc:/m);
  assert.deepEqual(office.letters[0]!.to, ["li@hengyuan.test", "buyer@hengyuan.test"]);
});

/** The bytes of the one attachment. */
