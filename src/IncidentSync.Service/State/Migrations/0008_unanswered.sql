-- A write without an answer is resolved by what can be known, and only what could double or undo waits.

alter table intent
    -- Names it within its link, once and for all.
    add column key text not null default gen_random_uuid()::text,
    -- Nothing is done about it before; null when it is due.
    add column due timestamptz,
    -- What the portal has shown of it since it was announced. A worker writes it only over what it has read.
    add column shown text not null default '{}';

create unique index intent_key on intent (link_id, key);

-- The etag that a conflict has shown to be gone, while reads still show it.
alter table link add column gone_version text not null default '';

-- Defender's lastModifiedBy names a person. Of what was read before nobody knows: nothing of it is taken for our own late write.
alter table snapshot add column by_person boolean not null default true;
