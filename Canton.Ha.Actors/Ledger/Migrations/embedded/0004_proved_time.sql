-- How far time has come on a synchronizer, also without events. Where a binary that does not know of it has written, record_time may be later.
alter table synchronizer add column proved_time integer not null default -62135596800000000;

-- The active replica asks again and again which ones are new.
create index ledger_difference_by_offset on ledger_difference (ledger_offset);
