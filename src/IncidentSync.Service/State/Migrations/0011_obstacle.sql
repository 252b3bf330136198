-- What a portal has against a link, and its own code for it: what waits for somebody to mend it is told from what goes on by itself.

alter table link
    add column obstacle text not null default '',
    add column obstacle_code text not null default '';

-- Until now it was told by words alone. Only what a link fails of is rewritten, and that is never many.
update link set
    obstacle = case when last_error like 'access denied (HTTP %' then 'Denied' else 'Refused' end,
    obstacle_code = coalesce(
        nullif(substring(last_error from ' \(HTTP [0-9]+ (.*)\)$'), ''), 'HTTP ' || substring(last_error from 'HTTP ([0-9]+)'))
where last_error ~ '^(access denied|refused) \(HTTP [0-9]+ .*\)$';
