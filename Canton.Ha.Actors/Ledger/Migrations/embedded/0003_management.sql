-- What this participant notes about parties, hosted here or not. A party is known if and only if it is hosted somewhere: a row of one that
-- is not yet is there because its allocation is under way, or was given up.
create table party_details (
  party       text primary key,
  annotations text not null
) strict, without rowid;
create index hosting_by_party on hosting (party);

create table participant_user (
  id                           text primary key,
  primary_party                text not null,
  is_deactivated               integer not null,
  primary_party_authentication integer not null,
  annotations                  text not null
) strict, without rowid;

-- Kinds are the numbers of Right in the Ledger API; those that are about no party have an empty one.
create table user_right (
  user_id text not null,
  kind    integer not null,
  party   text not null,
  primary key (user_id, kind, party)
) strict, without rowid;

-- The user that a participant begins with, who may do everything that is no business of parties.
insert into participant_user values ('participant_admin', '', 0, 0, '{}');
insert into user_right values ('participant_admin', 1, '');
