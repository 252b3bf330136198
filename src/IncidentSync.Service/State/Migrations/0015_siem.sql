-- Programs that pull detections with a secret of ours. What is secret is kept as its SHA-256 alone.
create table siem_client (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    type text not null,
    sources text[] not null,
    made_at timestamptz not null default clock_timestamp(),
    disabled_at timestamptz
);

create unique index siem_client_name on siem_client (lower(name));

create table siem_client_connection (
    client_id uuid not null references siem_client (id) on delete cascade,
    connection text not null references connection (name) on update cascade,
    place int not null,
    primary key (client_id, connection)
);

create index siem_client_of_connection on siem_client_connection (connection);

-- "warned" is the least number of days before the end that the log has told of; all replicas share it.
create table siem_secret (
    hash bytea primary key,
    client_id uuid not null references siem_client (id) on delete cascade,
    made_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    warned int not null default 2147483647
);

create index siem_secret_of_client on siem_secret (client_id, made_at);

create table siem_token (
    hash bytea primary key,
    client_id uuid not null references siem_client (id) on delete cascade,
    kind text not null,
    made_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    warned int not null default 2147483647
);

create index siem_token_of_client on siem_token (client_id, kind, made_at);

-- How many calls of a client were answered in a second of the clock, for its limits: all replicas share them.
create table siem_use (
    client text not null,
    slot bigint not null,
    calls int not null,
    primary key (client, slot)
);

-- A position in the log of another database is none in this one.
alter table alert_source add column born uuid not null default gen_random_uuid();
