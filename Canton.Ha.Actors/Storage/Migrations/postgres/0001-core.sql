-- works-with: 1

create sequence canton_ha.term_number as bigint;

-- One row per passed barrier. pid and started_at name the main session that held the lock.
create table canton_ha.term (
    term bigint primary key,
    replica text not null,
    pid integer not null,
    started_at bigint not null,
    cause text not null,
    began_at timestamptz not null default clock_timestamp(),
    active_at timestamptz,
    ended_at timestamptz,
    end_cause text,
    system_identifier bigint not null,
    timeline integer not null
);

-- Which replica a main or presence session belongs to. Rows of sessions that ended mean nothing.
create table canton_ha.session (
    pid integer not null,
    started_at bigint not null,
    replica text not null,
    address text not null,
    primary key (pid, started_at)
);

-- The logical participant that this database belongs to: the first one to say its name.
create table canton_ha.identity (
    is_only boolean primary key default true check (is_only),
    identity text not null
);

-- First statement of every write batch: refuses it when the barrier of a newer term has been passed.
create function canton_ha.assert_term(expected bigint) returns void
language plpgsql as $$
declare
    newest bigint;
begin
    select max(term) into newest from canton_ha.term;
    if newest > expected then
        raise exception 'Term % has ended: term % has begun.', expected, newest using errcode = 'HA001';
    end if;
end
$$;
