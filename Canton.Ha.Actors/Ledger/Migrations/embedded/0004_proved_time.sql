-- How far time has come on a synchronizer, also without events. Where a binary that does not know of it has written, record_time may be later.
alter table synchronizer add column proved_time integer not null default -62135596800000000;
