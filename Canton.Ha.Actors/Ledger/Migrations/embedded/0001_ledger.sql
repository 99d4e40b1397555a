-- Times are microseconds since the Unix epoch, UTC. Payloads are messages of canton.ha.ledger.v1.

-- The one row that says what readers may see. Written last in every batch.
create table ledger_end (
  only_row            integer primary key check (only_row = 1),
  ledger_offset       integer not null,
  published_at        integer not null,
  pruned_up_to        integer not null,
  pruned_published_at integer not null
) strict;
insert into ledger_end values (1, 0, -62135596800000000, 0, -62135596800000000);

-- Every synchronizer that was ever connected: a short key for the other tables, and where its events go on.
create table synchronizer (
  key         integer primary key,
  id          text not null unique,
  counter     integer not null,
  record_time integer not null,
  epoch_at    integer not null
) strict;

-- One row per offset. change_key, of acceptances only, is the first eight bytes of the hash of the change: different changes may share it.
create table ledger_update (
  ledger_offset integer primary key,
  record_time   integer not null,
  published_at  integer not null,
  synchronizer  integer not null,
  message_id    blob not null,
  "transaction" blob,
  hosting       blob,
  outcome       blob,
  change_key    integer
) strict;
create index ledger_update_by_time on ledger_update (record_time);
create index ledger_update_by_change on ledger_update (change_key, ledger_offset) where change_key is not null;

-- Which parties may occur in 1024 consecutive offsets: their hashes as a JSON array. A block without a row must be read.
create table ledger_block (
  block   integer primary key,
  parties text not null
) strict;

-- Contracts with a stakeholder here. contract_key is the first eight bytes of the id.
create table contract (
  create_offset   integer not null,
  node            integer not null,
  contract_key    integer not null,
  synchronizer    integer not null,
  contract        blob not null,
  contract_id     blob not null,
  archived_offset integer
) strict;
create index contract_by_key on contract (contract_key);
create index contract_active on contract (create_offset, node) where archived_offset is null;
create index contract_archived on contract (archived_offset, create_offset) where archived_offset is not null;

-- What accepted transactions of the last window consumed, seen here or not.
create table consumption (
  synchronizer integer not null,
  sequenced_at integer not null,
  contract_id  blob not null
) strict;
create index consumption_by_time on consumption (synchronizer, sequenced_at);

-- Messages under way. A slot without one is free and is used again.
create table in_flight (
  slot         integer primary key,
  synchronizer integer,
  submitter    blob,
  outgoing     blob
) strict;

create table hosting (
  synchronizer integer not null,
  party        text not null,
  participant  text not null,
  permission   integer not null,
  primary key (synchronizer, party, participant)
) strict, without rowid;

-- Archivals that certification accepted, of contracts that were not active here: members have diverged, and an operator must know.
create table ledger_difference (
  ledger_offset integer not null,
  contract_id   blob not null,
  noted_at      integer not null
) strict;
