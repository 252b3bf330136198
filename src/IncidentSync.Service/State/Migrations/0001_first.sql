-- Times of the portals are 100 ns ticks; JSON is text, because jsonb refuses U+0000.

-- The identity is what a connection is; its name may change, and everything below follows.
create table connection (
    name text primary key,
    identity text unique
);

create table feed (
    connection text not null references connection (name) on update cascade,
    portal text not null,
    cursor_ticks bigint not null,
    primary key (connection, portal)
);

create table link (
    id uuid primary key,
    connection text not null references connection (name) on update cascade,
    defender_id text,
    sentinel_name text not null,
    state text not null,
    held text not null default '{}',
    unwritable text not null default '[]',
    attempts int not null default 0,
    last_error text not null default '',
    comments_read int not null default 0,
    dirty_seq bigint not null default 0,
    done_seq bigint not null default 0,
    open_intents boolean not null default false,
    not_before timestamptz not null default clock_timestamp(),
    wakes_on_news boolean not null default false,
    lease_token bigint not null default 0,
    lease_until timestamptz,
    unique (connection, defender_id),
    unique (connection, sentinel_name)
);

create index link_sentinel on link (connection, lower(sentinel_name));
create index link_due on link (not_before) where dirty_seq > done_seq or open_intents;

create table snapshot (
    link_id uuid not null references link (id),
    portal text not null,
    incident_id text not null,
    fields text not null,
    stamp_ticks bigint not null,
    version text not null,
    created_ticks bigint not null,
    web_url text not null,
    redirected_to text,
    counterpart text,
    comment_count int not null,
    comments text not null,
    raw text not null,
    primary key (link_id, portal)
);

create table base (
    link_id uuid not null references link (id),
    field text not null,
    defender text not null,
    sentinel text not null,
    defender_since_ticks bigint,
    sentinel_since_ticks bigint,
    primary key (link_id, field)
);

create table comment (
    link_id uuid not null references link (id),
    home text not null,
    comment_id text not null,
    role text not null,
    counterpart text,
    primary key (link_id, home, comment_id)
);

create table intent (
    link_id uuid not null references link (id),
    position int not null,
    portal text not null,
    kind text not null,
    sent boolean not null,
    content text not null,
    primary key (link_id, position)
);

create table setting (
    name text primary key,
    value text not null
);

create table journal (
    id bigint generated always as identity primary key,
    link_id uuid not null references link (id),
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    portal text,
    field text,
    was text,
    now text,
    reason text not null,
    rules text not null
);

create index journal_link on journal (link_id, id);
