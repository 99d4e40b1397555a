-- works-with: 1

-- How far time has come on a synchronizer, also without events. Where a binary that does not know of it has written, record_time may be later.
alter table canton_ha.synchronizer add column proved_time bigint not null default -62135596800000000;
