-- What was spent of the portals' limits, by what the portals meter, for all connections and replicas together.

create table quota (
    meter text primary key,
    -- The calls of the running window, oldest first.
    taken timestamptz[] not null default '{}',
    -- Up to here turns are given out to calls that wait, and to those of them that yield.
    promised_until timestamptz not null default '-infinity',
    yielding_until timestamptz not null default '-infinity',
    -- The portal asked everybody to stay away, so many times in a row without saying how long.
    blocked_until timestamptz not null default '-infinity',
    strikes int not null default 0,
    -- It refused more than it had promised: until then what it says is left is not believed.
    distrusted_until timestamptz not null default '-infinity'
);

-- Takes one call, or gives the caller a turn.
--   per, most    the limit: so many calls in any such time
--   kept         so many calls are left to those that do not yield; 0 when this one does not
--   left_over    how many calls the portal says are left; null when it did not say of late
--   trust        the limit is a guaranteed minimum: so many times as many while the portal is believed, which it is until it refuses a call
-- Returns the wait, null when the call was taken, and whether the portal asked for it.
--
-- | the portal says          | this call yields | calls allowed                                            |
-- |--------------------------|------------------|----------------------------------------------------------|
-- | nothing                  | any              | most                                                     |
-- | less left than we think  | any              | what it says: others call it too                         |
-- | more left, not believed  | any              | most                                                     |
-- | more left, believed      | no               | half of what it says, for the documented limit is a floor |
-- | more left, believed      | yes              | most                                                     |
create function take_call(key text, most int, per interval, kept int, left_over int, trust int, out wait interval, out is_blocked boolean)
language plpgsql as $$
declare
    spent quota;
    now timestamptz;
    used int;
    allowed int;
    turn timestamptz;
begin
    select * into spent from quota where meter = key for update;
    if not found then
        insert into quota (meter) values (key) on conflict do nothing;
        select * into spent from quota where meter = key for update;
    end if;

    now := clock_timestamp();
    if spent.distrusted_until <= now then
        most := most * trust;
        kept := kept * trust;
    end if;

    spent.taken := array(select t from unnest(spent.taken) t where t > now - per order by t);
    used := cardinality(spent.taken);
    allowed := case
        when left_over is null then most
        when left_over < most - used then used + left_over
        when kept = 0 and spent.distrusted_until <= now then greatest(most, used + left_over / 2)
        else most end - kept;
    is_blocked := spent.blocked_until > now;
    if used < allowed and not is_blocked then
        spent.taken := spent.taken || now;
    elsif used < allowed then
        wait := spent.blocked_until - now;
    else
        -- Turns begin when enough calls have left the window, and follow one another at the pace of the limit, so that a thousand waiting
        -- calls do not come at once; nobody waits longer than a window for a turn.
        turn := coalesce(spent.taken[used - allowed + 1] + per, now + per / most);
        turn := greatest(turn, case when kept > 0 then spent.yielding_until else spent.promised_until end + per / most);
        turn := greatest(least(turn, now + per), spent.blocked_until);
        if kept > 0 then
            spent.yielding_until := turn;
        else
            spent.promised_until := turn;
        end if;

        wait := turn - now;
    end if;

    update quota set taken = spent.taken, promised_until = spent.promised_until, yielding_until = spent.yielding_until where meter = key;
end $$;

-- The portal refused a call. Nobody calls before the time it gave; without one the wait doubles with every refusal in a row, up to five
-- minutes, and the spread (0 to 1) keeps those who share a limit apart. Calls that were under way together count once.
create function block_calls(key text, after interval, spread float8) returns void language sql as $$
    insert into quota (meter) values (key) on conflict do nothing;
    update quota set
        strikes = case when after is not null then 0 when blocked_until > now then strikes
            when blocked_until < now - interval '10 minutes' then 1 else least(strikes + 1, 10) end,
        blocked_until = greatest(blocked_until, now + coalesce(after,
            case when blocked_until > now then interval '0'
                else least(interval '5 minutes', interval '2 seconds' * 2 ^ case when blocked_until < now - interval '10 minutes' then 0 else strikes end)
                    * (0.5 + spread / 2) end)),
        distrusted_until = now + interval '1 hour'
    from (select clock_timestamp() as now) clock
    where meter = key;
$$;
