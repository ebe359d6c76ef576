/** The `kehai` schema: what belongs to the group rather than to one company. Idempotent; run at every start under a lock. */
export const GROUP_SCHEMA = `
create schema if not exists kehai;

create table if not exists kehai.company (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  schema text not null unique,
  zone text not null default 'Asia/Shanghai',
  currency text not null default 'CNY',
  fiscal_start int not null default 1,
  language text not null default 'zh-CN',
  -- hash of the model the company's tables were last made equal to
  model_hash text,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);

create table if not exists kehai.identity (
  id uuid primary key,
  login text not null,
  -- argon2id in PHC form; null until an invited person sets one
  password_hash text,
  language text not null default 'zh-CN',
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create unique index if not exists identity_login on kehai.identity (lower(login));

create table if not exists kehai.membership (
  identity_id uuid not null references kehai.identity on delete cascade,
  company_id uuid not null references kehai.company on delete cascade,
  user_id uuid not null,
  disabled_at timestamptz,
  primary key (identity_id, company_id)
);

create table if not exists kehai.session (
  -- sha-256 of the cookie's token: a leaked table opens nothing
  token_hash bytea primary key,
  identity_id uuid not null references kehai.identity on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address text,
  agent text
);
create index if not exists session_identity on kehai.session (identity_id);

create table if not exists kehai.api_key (
  id uuid primary key,
  key_hash bytea not null unique,
  identity_id uuid not null references kehai.identity on delete cascade,
  company_id uuid not null references kehai.company on delete cascade,
  name text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table if not exists kehai.invitation (
  token_hash bytea primary key,
  identity_id uuid not null references kehai.identity on delete cascade,
  company_id uuid not null references kehai.company on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Failed sign-ins per login and address, and per address: what locks out whoever guesses.
create unlogged table if not exists kehai.sign_in_attempt (
  key text primary key,
  failures int not null,
  began_at timestamptz not null
);

-- Numbered steps (renames, backfills, removals) that a company has been through.
create table if not exists kehai.company_step (
  company_id uuid not null references kehai.company on delete cascade,
  step int not null,
  done_at timestamptz not null default now(),
  primary key (company_id, step)
);
`;
