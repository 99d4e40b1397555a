-- works-with: 1

-- How far time has come, in microseconds since the Unix epoch, as all times here: every later event has a later time.
create table canton_ha.sequencer_state (
    is_only boolean primary key default true check (is_only),
    time bigint not null
);
insert into canton_ha.sequencer_state (time) values (0);

create table canton_ha.sequencer_member (
    id integer primary key,
    name text not null unique,
    registered_at bigint not null,
    term bigint not null,
    acknowledged bigint not null,
    pruned bigint not null
);

-- One row per message, and one without message_id and envelopes for the registration of each member.
create table canton_ha.sequencer_event (
    sequenced_at bigint primary key,
    sender integer not null,
    message_id uuid,
    envelopes bytea,
    unique (sender, message_id)
);
alter table canton_ha.sequencer_event alter column envelopes set storage external;

-- Who hears which event, under which counter of its own.
create table canton_ha.sequencer_delivery (
    member integer not null,
    counter bigint not null,
    sequenced_at bigint not null,
    primary key (member, counter)
);
