-- Links that an operator lets be planned again, and what dry runs of it found.

-- Who asked for it, when and why is the audit row of the call. A replay goes through the connection's links in the order of their ids.
create table replay (
    id bigint generated always as identity primary key,
    audit bigint not null references audit (id),
    connection text not null references connection (name) on update cascade,
    dry_run boolean not null,
    since_ticks bigint,
    ids uuid[],
    idempotency_key text unique,
    total int,
    passed int not null default 0,
    cursor_id uuid not null default '00000000-0000-0000-0000-000000000000',
    differences int not null default 0,
    rules text not null default '',
    started_at timestamptz,
    passed_at timestamptz,
    finished_at timestamptz,
    check ((since_ticks is null) <> (ids is null))
);

create index replay_of_connection on replay (connection, id);
create index replay_open on replay (connection, id) where finished_at is null;

-- Links that a replay marked and that were not planned since: a link is done when its done_seq has reached the mark.
create table replay_link (
    replay_id bigint not null references replay (id) on delete cascade,
    link_id uuid not null references link (id),
    mark bigint not null,
    primary key (replay_id, link_id)
);

-- What a dry run found.
create table replay_difference (
    replay_id bigint not null references replay (id) on delete cascade,
    position int not null,
    link_id uuid not null references link (id),
    kind text not null,
    portal text,
    field text,
    was text,
    now text,
    writes boolean not null,
    reason text not null,
    primary key (replay_id, position)
);

create index link_of_connection on link (connection, id);
