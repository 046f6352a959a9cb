-- +goose Up
create table app.cases (
    ref           text primary key check (ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    operation_ref text references app.operations,
    corridor      text not null,
    version       integer not null,
    host          text not null,
    origin        text not null,
    lane          text not null check (lane in ('A', 'B', 'C')),
    stage         text not null check (stage in ('rescue', 'identification', 'clearance', 'transport', 'reintegration', 'closed')),
    modality      text not null,
    seq           bigint not null check (seq > 0),
    minor         boolean not null,
    opened_at     timestamptz not null,
    updated_at    timestamptz not null,
    open_tasks    integer not null check (open_tasks >= 0),
    next_due      timestamptz,
    pause         jsonb,
    movement_ref  text,
    closed        boolean not null,
    deceased      boolean not null,
    ended_at      timestamptz,
    state         jsonb not null,
    constraint cases_ended check ((closed or deceased) = (ended_at is not null))
);
comment on table app.cases is 'One survivor''s way home each: what lists show, and the state of the rules after the newest change.';
comment on column app.cases.next_due is 'The earliest 100 % rung among the open tasks whose clock is running.';
create index cases_newest on app.cases (opened_at desc, ref desc);
create index cases_operation on app.cases (operation_ref, ref);
create index cases_stage on app.cases (stage, opened_at desc, ref desc);
create index cases_due on app.cases (next_due) where ended_at is null;
create index cases_movement on app.cases (movement_ref) where movement_ref is not null;

create table app.people (
    case_ref        text primary key references app.cases,
    name            bytea,
    native_name     bytea,
    birth           bytea,
    sex             bytea,
    nationality     bytea,
    nationality_raw bytea,
    document_number bytea,
    languages       bytea,
    phone           bytea,
    place           bytea,
    remark          bytea
);
comment on table app.people is 'Who a case is about. Every field is sealed.';

create table app.case_changes (
    case_ref text not null references app.cases,
    seq      bigint not null check (seq > 0),
    key      text not null,
    kind     text not null,
    at       timestamptz not null,
    account  text not null,
    desk     text not null,
    agency   text not null,
    role     text not null,
    recorded jsonb not null,
    words    bytea,
    primary key (case_ref, seq),
    constraint case_changes_key unique (case_ref, key)
);
comment on table app.case_changes is 'What happened to a case, one row for each accepted command, without gaps. Words are what a person wrote with it.';

create table app.facts (
    case_ref text not null,
    seq      bigint not null,
    n        integer not null,
    name     text not null,
    value    text not null,
    at       timestamptz not null,
    account  text not null,
    desk     text not null,
    agency   text not null,
    role     text not null,
    key      text not null,
    primary key (case_ref, seq, n),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.facts is 'Everything that was ever known of a case, as codes. Superseded, never overwritten.';

create table app.consents (
    case_ref     text not null,
    seq          bigint not null,
    n            integer not null,
    consent      text not null,
    at           timestamptz not null,
    until        timestamptz,
    withdrawn_at timestamptz,
    mode         text not null,
    language     text not null,
    key          text not null,
    account      text not null,
    desk         text not null,
    agency       text not null,
    role         text not null,
    primary key (case_ref, seq, n),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.consents is 'The ledger of consents: each line is one as it stood after a change, given or withdrawn.';

create table app.waivers (
    case_ref   text not null,
    seq        bigint not null,
    n          integer not null,
    gate       text not null,
    conditions text[] not null,
    at         timestamptz not null,
    account    text not null,
    desk       text not null,
    agency     text not null,
    role       text not null,
    key        text not null,
    primary key (case_ref, seq, n),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.waivers is 'Who waived which conditions of which gate.';

create table app.holds (
    case_ref   text not null,
    id         text not null,
    kind       text not null,
    since      timestamptz not null,
    review_by  timestamptz not null,
    account    text not null,
    desk       text not null,
    agency     text not null,
    role       text not null,
    set_seq    bigint not null,
    lifted_seq bigint,
    lifted_at  timestamptz,
    primary key (case_ref, id),
    foreign key (case_ref, set_seq) references app.case_changes,
    foreign key (case_ref, lifted_seq) references app.case_changes,
    constraint holds_lifted check ((lifted_seq is null) = (lifted_at is null))
);
comment on table app.holds is 'Orders of an authority that keep a survivor in the host state. One without a day of review is not valid.';

-- +goose Down
drop table app.holds, app.waivers, app.consents, app.facts, app.case_changes, app.people, app.cases;
