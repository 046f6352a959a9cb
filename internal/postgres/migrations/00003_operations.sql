-- +goose Up
create table app.operations (
    ref        text primary key check (ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    seq        bigint not null check (seq > 0),
    state      text not null check (state in ('running', 'paused', 'closed')),
    host       text not null,
    custodian  text not null,
    lead       text not null,
    snapshot   jsonb not null,
    opened_at  timestamptz not null,
    updated_at timestamptz not null,
    account    text not null,
    desk       text not null,
    agency     text not null,
    role       text not null,
    key        text not null unique,
    words      bytea
);
comment on table app.operations is 'One rescue, raid or release each.';
create index operations_newest on app.operations (opened_at desc, ref desc);

create table app.operation_changes (
    operation_ref text not null references app.operations,
    seq           bigint not null check (seq > 0),
    key           text not null,
    kind          text not null,
    at            timestamptz not null,
    account       text not null,
    desk          text not null,
    agency        text not null,
    role          text not null,
    list_ref      text,
    cause         text,
    recorded      jsonb not null,
    words         bytea,
    primary key (operation_ref, seq),
    constraint operation_changes_key unique (operation_ref, key)
);
comment on table app.operation_changes is 'What happened to an operation, one row for each accepted command, without gaps.';

create table app.lists (
    ref               text primary key check (ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    operation_ref     text not null references app.operations,
    state             text not null check (state in ('read', 'confirmed', 'opened', 'dropped')),
    author            text not null,
    name              bytea,
    report            bytea not null,
    hash              text not null check (hash ~ '^[0-9a-f]{64}$'),
    bytes             bigint not null check (bytes >= 0),
    rows_readable     integer not null check (rows_readable >= 0),
    rows_unreadable   integer not null check (rows_unreadable >= 0),
    at                timestamptz not null,
    account           text not null,
    desk              text not null,
    agency            text not null,
    role              text not null,
    key               text not null unique,
    confirmed_at      timestamptz,
    confirmed_account text,
    confirmed_desk    text,
    confirmed_agency  text,
    confirmed_role    text,
    constraint lists_confirmed check ((state in ('confirmed', 'opened')) = (confirmed_at is not null))
);
comment on table app.lists is 'Rosters as their authors wrote them. Never overwritten; dropped ones stay.';
comment on column app.lists.report is 'Columns, sheets and reconciliation: words as written may stand in them.';
create unique index lists_same_file on app.lists (operation_ref, hash) where state <> 'dropped';
create index lists_newest on app.lists (at desc, ref desc);
create index lists_operation on app.lists (operation_ref, at desc, ref desc);

create table app.list_rows (
    list_ref    text not null references app.lists,
    line        integer not null check (line > 0),
    state       text not null check (state in ('readable', 'unreadable', 'aside', 'minted', 'opened')),
    raw         bytea not null,
    read        bytea,
    problems    text[] not null,
    place       integer check (place >= 0),
    case_ref    text unique check (case_ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    primary key (list_ref, line),
    constraint list_rows_place unique (list_ref, place),
    constraint list_rows_read check ((state in ('readable', 'minted', 'opened')) = (read is not null)),
    constraint list_rows_minted check ((state in ('minted', 'opened')) = (case_ref is not null) and (case_ref is null) = (place is null))
);
comment on table app.list_rows is 'Every line of a list as written, with what was read of it, and the case that it has become.';
create index list_rows_waiting on app.list_rows (list_ref, place) where state = 'minted';

-- +goose Down
drop table app.list_rows, app.lists, app.operation_changes, app.operations;
