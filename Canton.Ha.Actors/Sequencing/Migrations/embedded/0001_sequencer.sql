-- How far time has come, in microseconds since the Unix epoch, as all times here: every later event has a later time.
create table sequencer_state (
  time integer not null
) strict;
insert into sequencer_state (time) values (0);

create table sequencer_member (
  id            integer primary key,
  name          text not null unique,
  registered_at integer not null,
  term          integer not null,
  acknowledged  integer not null,
  pruned        integer not null
) strict;

-- One row per message, and one without message_id and envelopes for the registration of each member.
create table sequencer_event (
  sequenced_at integer primary key,
  sender       integer not null,
  message_id   blob,
  envelopes    blob,
  unique (sender, message_id)
) strict;

-- Who hears which event, under which counter of its own.
create table sequencer_delivery (
  member       integer not null,
  counter      integer not null,
  sequenced_at integer not null,
  primary key (member, counter)
) strict, without rowid;
