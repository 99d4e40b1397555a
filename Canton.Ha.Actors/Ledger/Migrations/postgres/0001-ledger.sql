-- works-with: 1

-- Times are microseconds since the Unix epoch, UTC. Payloads are messages of canton.ha.ledger.v1.

-- The one row that says what readers may see. Written last in every batch.
create table canton_ha.ledger_end (
    is_only boolean primary key default true check (is_only),
    ledger_offset bigint not null,
    published_at bigint not null,
    pruned_up_to bigint not null,
    pruned_published_at bigint not null
);
insert into canton_ha.ledger_end (ledger_offset, published_at, pruned_up_to, pruned_published_at)
values (0, -62135596800000000, 0, -62135596800000000);

-- Every synchronizer that was ever connected: a short key for the other tables, and where its events go on.
create table canton_ha.synchronizer (
    key smallint primary key,
    id text not null unique,
    counter bigint not null,
    record_time bigint not null,
    epoch_at bigint not null
);

-- One row per offset. change_key, of acceptances only, is the first eight bytes of the hash of the change: different changes may share it.
create table canton_ha.ledger_update (
    ledger_offset bigint primary key,
    record_time bigint not null,
    published_at bigint not null,
    synchronizer smallint not null,
    message_id uuid not null,
    transaction bytea,
    hosting bytea,
    outcome bytea,
    change_key bigint
);
create index ledger_update_by_time on canton_ha.ledger_update (record_time);
create index ledger_update_by_change on canton_ha.ledger_update (change_key, ledger_offset) where change_key is not null;

-- Which parties may occur in 1024 consecutive offsets, as sorted hashes. A block without a row must be read.
create table canton_ha.ledger_block (
    block bigint primary key,
    parties integer[] not null
);

-- Contracts with a stakeholder here. contract_key is the first eight bytes of the id.
create table canton_ha.contract (
    create_offset bigint not null,
    node integer not null,
    contract_key bigint not null,
    synchronizer smallint not null,
    contract bytea not null,
    contract_id bytea not null,
    archived_offset bigint
);
create index contract_by_key on canton_ha.contract (contract_key);
create index contract_active on canton_ha.contract (create_offset, node) where archived_offset is null;
create index contract_archived on canton_ha.contract (archived_offset, create_offset) where archived_offset is not null;

-- What accepted transactions of the last window consumed, seen here or not.
create table canton_ha.consumption (
    synchronizer smallint not null,
    sequenced_at bigint not null,
    contract_id bytea not null
);
create index consumption_by_time on canton_ha.consumption (synchronizer, sequenced_at);

-- Messages under way. A slot without one is free and is used again: rows come and go so fast that the table would otherwise
-- grow until the next vacuum, and a new active would read all of that. Every change fits into its page, and touches no index.
create table canton_ha.in_flight (
    slot integer primary key,
    synchronizer smallint,
    submitter bytea,
    outgoing bytea
) with (fillfactor = 40);

create table canton_ha.hosting (
    synchronizer smallint not null,
    party text collate "C" not null,
    participant text not null,
    permission smallint not null,
    primary key (synchronizer, party, participant)
);

-- Archivals that certification accepted, of contracts that were not active here: members have diverged, and an operator must know.
create table canton_ha.ledger_difference (
    ledger_offset bigint not null,
    contract_id bytea not null,
    noted_at timestamptz not null default clock_timestamp()
);
