-- A replay that an operator ended before it had gone through its links: who, when and why is the audit row of the call.
alter table replay add column cancelled bigint references audit (id);
