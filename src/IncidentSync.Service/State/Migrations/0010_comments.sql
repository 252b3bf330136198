-- Comments that end in a marker which is not ours: more than five of them hold the comments of a link, until an operator accepts them.

alter table comment add column is_foreign boolean not null default false;
