-- works-with: 1

-- Where the other servers of a replica can be reached (host:port, or empty); address is that of its health server.
alter table canton_ha.session
    add column admin_address text not null default '',
    add column ledger_address text not null default '';

-- What replicas keep to when they take over. A nomination counts as long as nominated_in is the newest term, the clock is
-- between nominated_at and nominated_until, and the nominee or the one that led last is present.
create table canton_ha.failover_policy (
    is_only boolean primary key default true check (is_only),
    paused_by text,
    paused_why text,
    paused_since timestamptz,
    priorities jsonb not null default '{}',
    nominee text,
    nominated_in bigint,
    nominated_at timestamptz,
    nominated_until timestamptz
);

insert into canton_ha.failover_policy default values;
