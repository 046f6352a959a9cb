-- +goose Up
create table app.timeline (
    case_ref text not null,
    seq      bigint not null,
    n        integer not null,
    code     text not null,
    step     text not null,
    task     text not null,
    outcome  text not null,
    desk     text not null,
    detail   text not null,
    spoken   boolean not null,
    primary key (case_ref, seq, n),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.timeline is 'What happened to a case, line by line, as codes. The words of a change belong to its spoken line.';

create table app.movements (
    ref           text primary key check (ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    operation_ref text references app.operations,
    status        text not null check (status in ('planned', 'holding', 'ticketed', 'locked', 'boarding', 'departed', 'arrived', 'cancelled')),
    charter       boolean not null,
    seats         integer not null check (seats >= 0),
    blocked       integer not null check (blocked between 0 and seats),
    sold          integer not null check (sold between 0 and seats - blocked),
    standby       integer not null check (standby >= 0),
    manifest      integer not null check (manifest >= 0),
    desk          text not null,
    receiving     text not null,
    escorts       text[] not null,
    seq           bigint not null check (seq > 0),
    departs_at    timestamptz not null,
    arrives_at    timestamptz not null,
    planned_at    timestamptz not null,
    updated_at    timestamptz not null,
    ended_at      timestamptz,
    state         jsonb not null
);
comment on table app.movements is 'One trip each: what lists show, and the state of its rules after the newest change. Seats sold never exceed the seats there are.';
create index movements_latest on app.movements (departs_at desc, ref desc);
create index movements_operation on app.movements (operation_ref, departs_at desc, ref desc);

create table app.movement_changes (
    movement_ref text not null references app.movements,
    seq          bigint not null check (seq > 0),
    key          text not null,
    kind         text not null,
    at           timestamptz not null,
    account      text not null,
    desk         text not null,
    agency       text not null,
    role         text not null,
    fair_order   jsonb,
    words        bytea,
    primary key (movement_ref, seq),
    constraint movement_changes_key unique (movement_ref, key)
);
comment on table app.movement_changes is 'What happened to a movement, one row for each accepted command, without gaps; with the order in which seats were given.';

create table app.movement_timeline (
    movement_ref text not null,
    seq          bigint not null,
    n            integer not null,
    code         text not null,
    case_ref     text not null,
    detail       text not null,
    gates        text[] not null,
    spoken       boolean not null,
    primary key (movement_ref, seq, n),
    foreign key (movement_ref, seq) references app.movement_changes
);
comment on table app.movement_timeline is 'What happened to a movement, line by line, as codes.';

create table app.legs (
    movement_ref text not null references app.movements,
    n            integer not null check (n >= 0),
    mode         text not null,
    from_place   text not null,
    to_place     text not null,
    departs_at   timestamptz not null,
    arrives_at   timestamptz not null,
    primary key (movement_ref, n),
    constraint legs_forward check (arrives_at > departs_at)
);
comment on table app.legs is 'The parts of a trip, in order; places are UN/LOCODEs.';

create table app.passengers (
    movement_ref text not null references app.movements,
    case_ref     text not null references app.cases,
    block        text not null,
    state        text not null,
    why          text not null,
    outcome      text not null,
    since        timestamptz not null,
    body         jsonb not null,
    primary key (movement_ref, case_ref)
);
comment on table app.passengers is 'Each case''s place on each trip, by reference.';
create index passengers_case on app.passengers (case_ref);

create table app.separations (
    movement_ref text not null references app.movements,
    a            text not null references app.cases,
    b            text not null references app.cases,
    primary key (movement_ref, a, b),
    constraint separations_ordered check (a < b)
);
comment on table app.separations is 'Who must not travel with whom. Why is kept in the cases.';
create index separations_a on app.separations (a);
create index separations_b on app.separations (b);

create table app.notices (
    id           bigint generated always as identity primary key,
    kind         text not null,
    desk         text not null,
    rung         text not null,
    case_ref     text references app.cases,
    task         text not null,
    movement_ref text references app.movements,
    seq          bigint not null,
    n            integer not null,
    created_at   timestamptz not null,
    sent_at      timestamptz,
    stopped_at   timestamptz,
    constraint notices_about check (case_ref is not null or movement_ref is not null),
    constraint notices_once check (sent_at is null or stopped_at is null)
);
comment on table app.notices is 'The outbox: where to look, and nothing else. None is left waiting for a survivor who has died.';
create unique index notices_case on app.notices (case_ref, seq, n) where movement_ref is null;
create unique index notices_movement on app.notices (movement_ref, seq, n) where movement_ref is not null;
create index notices_waiting on app.notices (id) where sent_at is null and stopped_at is null;
create index notices_desk on app.notices (desk, id desc);

-- +goose Down
drop table app.notices, app.separations, app.passengers, app.legs, app.movement_timeline, app.movement_changes, app.movements, app.timeline;
