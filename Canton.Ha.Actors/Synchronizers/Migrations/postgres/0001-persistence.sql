-- works-with: 1

-- The tables of Akka.Persistence.Sql, as its package would make them.
create table canton_ha.journal (
    ordering bigint generated always as identity not null,
    created bigint not null,
    deleted boolean not null,
    persistence_id text not null,
    sequence_number bigint not null,
    message bytea not null,
    manifest text,
    identifier integer,
    writer_uuid text,
    constraint "PK_journal" primary key (ordering),
    constraint journal_uq unique (persistence_id, sequence_number)
);
create index journal_created_idx on canton_ha.journal (created);
create index journal_sequence_number_idx on canton_ha.journal (sequence_number);

create table canton_ha.tags (
    ordering_id bigint not null,
    tag text not null,
    sequence_nr bigint not null,
    persistence_id text not null,
    constraint "PK_tags" primary key (ordering_id, tag)
);
create index tags_persistence_id_sequence_nr_idx on canton_ha.tags (persistence_id, sequence_nr);
create index tags_tag_idx on canton_ha.tags (tag);

create table canton_ha.snapshot (
    persistence_id text not null,
    sequence_number bigint not null,
    created bigint not null,
    snapshot bytea,
    manifest text,
    serializer_id integer,
    constraint "PK_snapshot" primary key (persistence_id, sequence_number)
);
create index snapshot_sequence_number_idx on canton_ha.snapshot (sequence_number);
create index snapshot_created_idx on canton_ha.snapshot (created);
