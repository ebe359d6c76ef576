/**
 * Tables of the engine in each company's schema, written by the engine alone. Idempotent DDL; `schema` is a quoted name.
 * Columns added by later versions go to the end as `alter table … add column if not exists`.
 */
export function engineTables(schema: string): string {
  return `
create schema if not exists ${schema};

-- The outbox: history, timeline, audit, subscribers and the change feed read this one table.
-- tx is the writer's transaction: a reader goes no further than the oldest one still running.
create table if not exists ${schema}.event (
  id bigint generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  name text not null,
  object text not null,
  record_id uuid not null,
  actor_id uuid,
  via text,
  source text not null,
  request_id text,
  changes jsonb not null default '{}',
  data jsonb not null default '{}'
) partition by range (at);
create table if not exists ${schema}.event_default partition of ${schema}.event default;
-- serves the record's history and timeline
create index if not exists event_record on ${schema}.event (object, record_id, id);
-- serves subscribers and the change feed
create index if not exists event_position on ${schema}.event (id);

create table if not exists ${schema}.event_cursor (
  subscriber text primary key,
  position bigint not null,
  updated_at timestamptz not null default now()
);
create table if not exists ${schema}.event_dead (
  subscriber text not null,
  event_id bigint not null,
  object text not null,
  record_id uuid not null,
  error text not null,
  attempts int not null,
  retry_at timestamptz,
  at timestamptz not null default now(),
  primary key (subscriber, event_id)
);

create table if not exists ${schema}.ownership_spell (
  id uuid primary key,
  object text not null,
  record_id uuid not null,
  owner_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  gained text not null,
  lost text,
  reason text,
  pool_id uuid
);
-- one holder at a time
create unique index if not exists ownership_spell_current on ${schema}.ownership_spell (object, record_id) where to_at is null;
create index if not exists ownership_spell_record on ${schema}.ownership_spell (object, record_id, from_at);
-- serves daily quotas and cool-downs
create index if not exists ownership_spell_owner on ${schema}.ownership_spell (owner_id, object, from_at);

create table if not exists ${schema}.search_doc (
  object text not null,
  record_id uuid not null,
  title text not null,
  body text not null default '',
  grams tsvector not null,
  pinyin text not null default '',
  initials text not null default '',
  digits text not null default '',
  updated_at timestamptz not null default now(),
  primary key (object, record_id)
) partition by list (object);
-- serves titles that are or begin with the words, however many others only contain them
create index if not exists search_doc_title on ${schema}.search_doc (object, title collate "C");

create table if not exists ${schema}.duplicate_key (
  object text not null,
  record_id uuid not null,
  rule text not null,
  field text not null,
  kind text not null,
  value text not null
);
-- the keys of one record; what writes them keeps each to one row, and a key of all columns would be as large as the table
create index if not exists duplicate_key_record on ${schema}.duplicate_key (record_id);
alter table ${schema}.duplicate_key drop constraint if exists duplicate_key_pkey;
drop index if exists ${schema}.duplicate_key_value;
-- by value first: what is the same and what is similar are found in one descent
create index if not exists duplicate_key_value_kind on ${schema}.duplicate_key (value, kind);

create table if not exists ${schema}.number_sequence (
  key text primary key,
  value bigint not null
);

create table if not exists ${schema}.idempotency (
  actor_id uuid not null,
  key text not null,
  hash text not null,
  status int,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (actor_id, key)
);

create table if not exists ${schema}.record_share (
  object text not null,
  record_id uuid not null,
  principal_kind text not null check (principal_kind in ('user', 'department', 'role')),
  principal_id uuid not null,
  level text not null check (level in ('read', 'update')),
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  created_by_id uuid,
  primary key (object, record_id, principal_kind, principal_id)
);
create index if not exists record_share_principal on ${schema}.record_share (object, principal_id, record_id);

create table if not exists ${schema}.team_member (
  object text not null,
  record_id uuid not null,
  user_id uuid not null,
  level text not null check (level in ('read', 'update')),
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  created_by_id uuid,
  primary key (object, record_id, user_id)
);
create index if not exists team_member_user on ${schema}.team_member (object, user_id, record_id);

create table if not exists ${schema}.customisation (
  kind text not null,
  key text not null,
  value jsonb not null,
  primary key (kind, key)
);
create table if not exists ${schema}.model_version (
  only_row boolean primary key default true check (only_row),
  version int not null
);
insert into ${schema}.model_version (version) values (1) on conflict do nothing;

create table if not exists ${schema}.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

create table if not exists ${schema}.bulk_job (
  id uuid primary key,
  kind text not null,
  state text not null,
  done int not null default 0,
  total int,
  payload jsonb not null default '{}',
  result jsonb,
  actor_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table if not exists ${schema}.import_row (
  job_id uuid not null references ${schema}.bulk_job on delete cascade,
  row_no int not null,
  state text not null,
  record_id uuid,
  error jsonb,
  primary key (job_id, row_no)
);
-- serves the wizard, which asks for problems and warnings every second while the import runs
create index if not exists import_row_noted on ${schema}.import_row (job_id, row_no) where error is not null;
`;
}
