-- What becomes of a link: missing, merged, superseded, oscillating; what operators decided; and the brake.

alter table link
    add column missing text not null default '',
    add column merged_into text not null default '',
    add column superseded_by text not null default '',
    add column recent text not null default '[]',
    add column older text not null default '',
    add column observed text not null default '';

alter table snapshot add column native boolean not null default false;

alter table comment add column edition text not null default '';

create index link_live on link (connection) where state = 'Live';

-- What an operator decided about a held field, and about which two values.
create table resolution (
    link_id uuid not null references link (id),
    field text not null,
    winner text not null,
    defender text not null,
    sentinel text not null,
    audit bigint references audit (id),
    primary key (link_id, field)
);

-- A connection's brake. Its row is locked while drastic acts are counted, so that two workers do not both stay just below the limit.
create table brake (
    connection text primary key references connection (name) on update cascade,
    engaged_at timestamptz,
    reason text not null default '',
    released_at timestamptz,
    release bigint references audit (id)
);

insert into brake (connection) select name from connection;

-- The planned closings, unassignments and losses of a link; an act that is planned again counts once.
create table drastic_act (
    link_id uuid not null references link (id),
    act text not null,
    at timestamptz not null,
    primary key (link_id, act)
);

create index drastic_act_at on drastic_act (at);
