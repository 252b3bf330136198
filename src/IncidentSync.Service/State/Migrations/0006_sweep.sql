-- Lists that are read whole, page by page, behind what changes: backfills and sweeps.

-- What is left to be read is a range of stamps, so that any replica goes on where another was killed. No range: nothing is left.
create table listing (
    connection text not null references connection (name) on update cascade,
    portal text not null,
    kind text not null,
    since_ticks bigint,
    until_ticks bigint,
    span_ticks bigint not null default 0,
    read int not null default 0,
    changed int not null default 0,
    missing int not null default 0,
    differing int not null default 0,
    divergent int not null default 0,
    due_from timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    token bigint not null default 0,
    lease_until timestamptz,
    primary key (connection, portal, kind)
);

-- JSON escapes the quotes within a title: only the status can read like this.
alter table snapshot add column closed boolean generated always as (fields like '%"status":"Closed"%') stored;

create index snapshot_listed on snapshot (portal, closed, stamp_ticks);

-- Connections are served in turn.
create index link_due_of_connection on link (connection, not_before) where dirty_seq > done_seq or open_intents;
drop index link_due;
