-- What a budget keeps for calls that do not yield is a share of what may be used: a reserve that was scaled by trust in the documented
-- limit, and then taken from what the portal said is left, let nothing that yields through.

-- The calls of the running window that yielded, oldest first; they are in taken, too.
alter table quota add column yielded timestamptz[] not null default '{}';

-- How many more calls a budget has, 0 or less when none may be made. Quotas/Budget.cs has the same table.
--   most, kept   the limit, and how many of it are left to calls that do not yield; 0 when this one does not
--   trust        so many times as many while the portal is believed
--   used         calls of the window; yielded: those of them that yielded
--   left_over    how many calls the portal says are left; null when it did not say of late
--
-- ours = most * trust - used, kept = kept * trust, trust being 1 when the portal is not believed
--
-- | the portal says           | this call yields | so many more                                                            |
-- |---------------------------|------------------|-------------------------------------------------------------------------|
-- | nothing                   | no               | ours                                                                    |
-- | nothing                   | yes              | ours - kept                                                             |
-- | n left                    | yes              | share of the lesser of n and ours, and of what yielded, less the latter |
-- | n left, less than ours    | no               | n: others call it too                                                   |
-- | n left, more, disbelieved | no               | ours                                                                    |
-- | n left, more, believed    | no               | ours, or half of n where that is more: what is documented is a floor    |
create function calls_left(most int, kept int, trust int, believed boolean, used int, yielded int, left_over int) returns int
language sql immutable as $$
    select case
        when left_over is null then ours - kept * case when believed then trust else 1 end
        when kept > 0 then ((least(left_over, ours) + yielded)::bigint * (most - kept) / most)::int - yielded
        when left_over < ours then left_over
        when not believed then ours
        else greatest(ours, left_over / 2) end
    from (select most * case when believed then trust else 1 end - used as ours) budget;
$$;

-- Takes one call, or gives the caller a turn.
--   per, most    the limit: so many calls in any such time
--   the others   as above
-- Returns the wait, null when the call was taken, and whether the portal asked for it.
create or replace function take_call(
    key text, most int, per interval, kept int, left_over int, trust int, out wait interval, out is_blocked boolean)
language plpgsql as $$
declare
    spent quota;
    now timestamptz;
    believed boolean;
    more int;
    pace interval;
    turn timestamptz;
begin
    select * into spent from quota where meter = key for update;
    if not found then
        insert into quota (meter) values (key) on conflict do nothing;
        select * into spent from quota where meter = key for update;
    end if;

    now := clock_timestamp();
    believed := spent.distrusted_until <= now;
    spent.taken := array(select t from unnest(spent.taken) t where t > now - per order by t);
    spent.yielded := array(select t from unnest(spent.yielded) t where t > now - per order by t);
    more := calls_left(most, kept, trust, believed, cardinality(spent.taken), cardinality(spent.yielded), left_over);
    is_blocked := spent.blocked_until > now;
    if more > 0 and not is_blocked then
        spent.taken := spent.taken || now;
        if kept > 0 then
            spent.yielded := spent.yielded || now;
        end if;
    elsif more > 0 then
        wait := spent.blocked_until - now;
    else
        -- Turns begin when enough calls have left the window, and follow one another at the pace of the limit, so that a thousand waiting
        -- calls do not come at once; nobody waits longer than a window for a turn.
        pace := per / (most * case when believed then trust else 1 end);
        turn := coalesce(spent.taken[1 - more] + per, now + pace);
        turn := greatest(turn, case when kept > 0 then spent.yielding_until else spent.promised_until end + pace);
        turn := greatest(least(turn, now + per), spent.blocked_until);
        if kept > 0 then
            spent.yielding_until := turn;
        else
            spent.promised_until := turn;
        end if;

        wait := turn - now;
    end if;

    update quota set taken = spent.taken, yielded = spent.yielded,
        promised_until = spent.promised_until, yielding_until = spent.yielding_until where meter = key;
end $$;
