-- The journal is append-only, as the audit is: for everybody. Dropping a part of it that is old enough will be the owner's.

create trigger journal_is_append_only before update or delete or truncate on journal for each statement execute function refuse_change();

-- Default privileges give the service's role the same rights on every table. What is kept for good, it may only add to and read; what is
-- applied is the owner's to say. A role that is granted more later is told of by check.
do $$
declare
    excess text;
begin
    for excess in
        select distinct format(
            'revoke %s on %s from %s',
            case when c.oid = 'migration'::regclass then 'insert, update, delete, truncate, trigger' else 'update, delete, truncate, trigger' end,
            c.oid::regclass,
            case when granted.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(granted.grantee)) end)
        from pg_class c, aclexplode(c.relacl) granted
        where c.oid in ('journal'::regclass, 'audit'::regclass, 'migration'::regclass) and granted.grantee <> c.relowner
    loop
        execute excess;
    end loop;
end $$;
