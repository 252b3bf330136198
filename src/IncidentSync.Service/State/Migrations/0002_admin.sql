-- Who paused a connection, and every operate call that was allowed or denied.

create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    issuer text not null,
    subject text not null,
    object_id text,
    app_id text,
    action text not null,
    connection text,
    allowed boolean not null,
    reason text not null,
    trace_id text not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end $$;

create trigger audit_is_append_only before update or delete or truncate on audit for each statement execute function refuse_change();

-- The call that paused the connection; null while none has.
alter table connection add column pause bigint references audit (id);

create index link_held on link (connection, id) where held <> '{}';
