-- What replicas keep to when they take over: one row. A nomination counts as long as nominated_in is the newest term, the clock is between
-- nominated_at and nominated_until, and the nominee or the one that led last is present. Times are milliseconds since the Unix epoch.
create table ha_failover_policy (
  paused_by       text,
  paused_why      text,
  paused_since    integer,
  priorities      text not null,
  nominee         text,
  nominated_in    integer,
  nominated_at    integer,
  nominated_until integer
) strict;
insert into ha_failover_policy (priorities) values ('{}');
