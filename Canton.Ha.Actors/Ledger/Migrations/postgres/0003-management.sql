-- works-with: 1

-- What this participant notes about parties, hosted here or not. A party is known if and only if it is hosted somewhere: a row of one that
-- is not yet is there because its allocation is under way, or was given up.
create table canton_ha.party_details (
    party text collate "C" primary key,
    annotations text not null
);
create index hosting_by_party on canton_ha.hosting (party);

create table canton_ha.participant_user (
    id text collate "C" primary key,
    primary_party text not null,
    is_deactivated boolean not null,
    primary_party_authentication boolean not null,
    annotations text not null
);

-- Kinds are the numbers of Right in the Ledger API; those that are about no party have an empty one.
create table canton_ha.user_right (
    user_id text collate "C" not null,
    kind smallint not null,
    party text collate "C" not null,
    primary key (user_id, kind, party)
);

-- The user that a participant begins with, who may do everything that is no business of parties.
insert into canton_ha.participant_user values ('participant_admin', '', false, false, '{}');
insert into canton_ha.user_right values ('participant_admin', 1, '');
