-- Calls that were denied alike within a minute are one row: so many they were, and when the first was. The row is written, and has its
-- "at", when the minute is over. An allowed call is a row of its own.
alter table audit
    add column calls int not null default 1,
    add column first_at timestamptz;
