-- Whose store this is, and a name of its own by which a replaced file is noticed.
create table ha_participant (
  identity text,
  store_id text not null
) strict;
insert into ha_participant (identity, store_id) values (null, lower(hex(randomblob(16))));

create table ha_term_counter (
  last integer not null
) strict;
insert into ha_term_counter (last) values (0);

-- One row per term whose replica passed the barrier. Times are milliseconds since the Unix epoch.
create table ha_term (
  number    integer primary key,
  replica   text not null,
  cause     text not null,
  began_at  integer not null,
  active_at integer,
  ended_at  integer,
  end_cause text
) strict;
