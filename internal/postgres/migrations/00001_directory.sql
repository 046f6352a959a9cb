-- +goose Up
comment on schema app is 'The record of Homeward. Personal columns are bytea and sealed; everything else is codes, references and instants.';
comment on table app.goose_db_version is 'Which migrations have run.';

create table app.agencies (
    id          text primary key check (id ~ '^[a-z0-9-]{1,64}$'),
    name        text not null,
    country     text not null,
    focal_point text
);
comment on table app.agencies is 'Authorities and organisations that have desks. From the desk directory; nothing refers to it by key, because a case outlives a directory.';

create table app.desks (
    id      text primary key check (id ~ '^[a-z0-9-]{1,64}$'),
    agency  text not null references app.agencies,
    kind    text not null,
    name    text not null,
    country text not null,
    seat    text not null,
    zone    text not null
);
comment on table app.desks is 'Where work is addressed to; never a person.';
create index desks_agency on app.desks (agency);

create table app.accounts (
    id     text primary key check (id ~ '^[A-Za-z0-9._-]{1,64}$'),
    desk   text not null references app.desks,
    agency text not null references app.agencies,
    roles  text[] not null check (cardinality(roles) > 0),
    active boolean not null
);
comment on table app.accounts is 'Who acts: opaque identifiers with roles at a desk. No names.';
create index accounts_desk on app.accounts (desk);
create index accounts_agency on app.accounts (agency);

create table app.corridor_versions (
    id        text not null check (id ~ '^[a-z0-9-]{1,64}$'),
    version   integer not null check (version > 0),
    hash      text not null check (hash ~ '^[0-9a-f]{64}$'),
    body      text not null,
    stored_at timestamptz not null,
    primary key (id, version)
);
comment on table app.corridor_versions is 'Every version of every corridor that a case was ever opened under, as it was. A version never changes.';

-- +goose Down
drop table app.corridor_versions, app.accounts, app.desks, app.agencies;
