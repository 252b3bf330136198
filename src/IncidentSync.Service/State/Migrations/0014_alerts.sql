-- The alerts of a source: one Defender tenant, seen by one app. Everything of a source is written under the lock of its row here, so its
-- sequence numbers are in the order of their commits.
create table alert_source (
    id int generated always as identity primary key,
    name text not null unique,
    cursor_ticks bigint,
    reader uuid,
    lease_until timestamptz not null default '-infinity',
    sequence bigint not null default 0,
    stamped_ticks bigint not null default 0,
    answered_ticks bigint not null default 0,
    purged_sequence bigint not null default 0,
    purged_ticks bigint not null default 0
);

-- What a window leapt over, newest first; a backfill reads it.
create table alert_gap (
    source_id int not null references alert_source (id),
    since_ticks bigint not null,
    until_ticks bigint not null,
    primary key (source_id, since_ticks, until_ticks)
);

-- Ranges with a row that could not be read; they are read again.
create table alert_unreadable (
    source_id int not null references alert_source (id),
    since_ticks bigint not null,
    until_ticks bigint not null,
    due timestamptz not null,
    primary key (source_id, since_ticks, until_ticks)
);

-- What is known of an alert for as long as it may come again: longer than its events are kept.
create table alert (
    source_id int not null references alert_source (id),
    alert_id text not null,
    incident_id text not null,
    service_source text not null,
    updated_ticks bigint not null,
    digest text not null,
    evidence text[] not null,
    full_ids text[] not null,
    next_part int not null,
    sequence bigint not null,
    changed_at timestamptz not null,
    primary key (source_id, alert_id)
);

create index alert_incident on alert (source_id, incident_id);
create index alert_changed on alert (changed_at);

-- One version of an alert that differs from the one before. "brought" are the places of the evidence that is new or changed.
create table alert_event (
    source_id int not null references alert_source (id),
    sequence bigint not null,
    event_id uuid not null,
    kind text not null,
    alert_id text not null,
    incident_id text not null,
    service_source text not null,
    received_at timestamptz not null,
    brought int[] not null,
    raw text not null,
    primary key (source_id, sequence)
);

create index alert_event_received on alert_event (source_id, received_at);

-- The stamp is ours: strictly increasing in a source, and never earlier than a bound that an answer has used.
create table detection (
    source_id int not null references alert_source (id),
    processed_ticks bigint not null,
    sequence bigint not null,
    service_source text not null,
    machine_group text not null,
    tags text[] not null,
    body text not null,
    primary key (source_id, processed_ticks)
);

-- How far a consumer has been given the events of a source: the stream of a connection has one row a table.
create table consumer (
    name text not null,
    source_id int not null references alert_source (id),
    part text not null,
    sequence bigint not null,
    position int not null default 0,
    worker uuid,
    lease_until timestamptz not null default '-infinity',
    not_before timestamptz not null default '-infinity',
    lost bigint not null default 0,
    gap_from bigint,
    gap_to bigint,
    used_at timestamptz not null default clock_timestamp(),
    primary key (name, source_id, part)
);

-- Alerts that a connection with a filter owes its tables since their incident got its twin.
create table stream_owed (
    id bigint generated always as identity primary key,
    connection text not null references connection (name) on update cascade,
    source_id int not null references alert_source (id),
    part text not null,
    alert_id text not null,
    position int not null default 0,
    unique (connection, part, alert_id)
);

create table stream_refused (
    id bigint generated always as identity primary key,
    connection text not null references connection (name) on update cascade,
    part text not null,
    event_id uuid not null,
    alert_id text not null,
    reason text not null,
    at timestamptz not null default clock_timestamp(),
    row_id uuid not null,
    unique (connection, part, row_id)
);

-- One comment of the engine at each twin tells of the alerts. A person who edits or deletes it owns the matter. No foreign key: its check
-- would wait for whoever works on the link, who may wait for the source that a page of alerts holds.
create table twin_comment (
    link_id uuid primary key,
    is_due boolean not null default true,
    digest text not null default '',
    version text not null default '',
    written_at timestamptz not null default '-infinity',
    is_theirs boolean not null default false,
    taken_until timestamptz not null default '-infinity'
);

create index twin_comment_due on twin_comment (written_at) where is_due and not is_theirs;

-- What a connection's stream does beside sending every event: with a filter, an incident's alerts are sent when it has a twin; and a twin
-- gets its comment.
create table stream_scope (
    connection text primary key references connection (name) on update cascade,
    source_id int not null references alert_source (id),
    is_filtered boolean not null,
    comments boolean not null
);

-- What a twin that has come owes is written by the transaction that stores it first, whichever that is: under a share of the source's lock,
-- so that no page of alerts is stored between the look at them and the commit.
create function owe_alerts(twin uuid) returns void language plpgsql as $$
declare
    pair link%rowtype;
    scope stream_scope%rowtype;
begin
    select * into pair from link where id = twin;
    select * into scope from stream_scope where connection = pair.connection;
    if scope.connection is null or pair.defender_id is null then
        return;
    end if;
    perform 1 from alert_source where id = scope.source_id for share;
    if scope.is_filtered then
        insert into stream_owed (connection, source_id, part, alert_id)
            select pair.connection, source_id, part, alert_id from alert, unnest(array['alerts', 'evidence']) as part
            where source_id = scope.source_id and incident_id = pair.defender_id
            on conflict do nothing;
    end if;
    if scope.comments then
        insert into twin_comment (link_id) select twin
            where exists (select 1 from alert where source_id = scope.source_id and incident_id = pair.defender_id)
            on conflict do nothing;
    end if;
end $$;

create function twin_came() returns trigger language plpgsql as $$
begin
    perform owe_alerts(new.link_id);
    return null;
end $$;

create trigger twin_owes_alerts after insert on snapshot
    for each row when (new.portal = 'Sentinel') execute function twin_came();

create function twin_was_paired() returns trigger language plpgsql as $$
begin
    if exists (select 1 from snapshot where link_id = new.id and portal = 'Sentinel') then
        perform owe_alerts(new.id);
    end if;
    return null;
end $$;

create trigger paired_twin_owes_alerts after update of defender_id on link
    for each row when (old.defender_id is distinct from new.defender_id and new.defender_id is not null)
    execute function twin_was_paired();
