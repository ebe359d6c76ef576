import type { Sql } from "sql-template-tag";
import type { Clock } from "#platform/clock.ts";
import type { Database, Queryable } from "#platform/database.ts";
import type { FileStore } from "#platform/files.ts";
import type { JobQueue } from "#platform/jobs.ts";
import type { Log } from "#platform/log.ts";
import type { Mailer } from "#platform/mail.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import type { Access } from "./access/access.ts";
import type { Model } from "./model/model.ts";
import type { ObjectModule } from "./module.ts";
import type { Ownership } from "./ownership/ownership.ts";
import type { Records } from "./records/records.ts";
import type { SystemRights } from "./subscriber.ts";

export type Company = {
  id: string;
  slug: string;
  name: string;
  /** PostgreSQL schema that holds the company's tables. */
  schema: string;
  /** IANA zone, base currency, first month of the fiscal year, default language. */
  zone: string;
  currency: string;
  fiscalStart: number;
  language: string;
};

export type UserActor = {
  kind: "user";
  userId: string;
  identityId: string;
  name: string;
  language: string;
  source: string;
  via?: string;
  requestId?: string;
};
export type SystemActor = {
  kind: "system";
  name: string;
  rights: SystemRights;
  source: string;
  language: string;
  requestId?: string;
};
export type Actor = UserActor | SystemActor;

/** Everything one process shares: adapters and the shipped modules. Built once in `app/`. */
export type Engine = {
  database: Database;
  clock: Clock;
  log: Log;
  files: FileStore;
  jobs: JobQueue;
  wakeups: Wakeups;
  /** Null where no mail server is set up. */
  mailer: Mailer | null;
  modules: readonly ObjectModule[];
};

/** What behaviour works with: bound to one company, one actor and one transaction (reads outside a write use the pool). */
export type Ctx = {
  engine: Engine;
  company: Company;
  model: Model;
  actor: Actor;
  access: Access;
  db: Queryable;
  clock: Clock;
  records: Records;
  ownership: Ownership;
  events: { emit(name: string, fact: { id: string } & Record<string, unknown>): Promise<void> };
  /** The verb that is being performed: its record is in reach while it runs, and the record's changes join the verb's event. */
  performing?: Performing;
};

export type Performing = {
  object: string;
  recordId: string;
  changes: Record<string, [unknown, unknown]>;
  /** The verb has told what it did, in its own words. */
  told: boolean;
};

/** `"c_acme"."follow_up"`: SQL always names the schema. */
export type TableName = (table: string) => Sql;
