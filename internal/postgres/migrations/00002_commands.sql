-- +goose Up
create table app.commands (
    key         text primary key check (key ~ '^[!-~]{1,200}$'),
    account     text not null,
    desk        text not null,
    agency      text not null,
    role        text not null,
    target_kind text not null check (target_kind in ('case', 'operation', 'movement')),
    target_ref  text not null check (target_ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    name        text not null check (name ~ '^[a-z_]{1,64}$'),
    args        jsonb not null,
    words       bytea,
    hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
    state       text not null check (state in ('pending', 'settled', 'refused')),
    created_at  timestamptz not null,
    next_at     timestamptz not null,
    attempts    integer not null check (attempts >= 0),
    ended_at    timestamptz,
    answer      jsonb,
    code        text,
    message     text,
    details     jsonb,
    constraint commands_settled check ((state = 'settled') = (answer is not null)),
    constraint commands_refused check ((state = 'refused') = (code is not null) and (code is null) = (message is null)),
    constraint commands_ended check ((state = 'pending') = (ended_at is null))
);
comment on table app.commands is 'Every write that somebody asked for, kept before it is sent on, and with its answer. Refused ones stay, with actor, time and code.';
comment on column app.commands.words is 'What was written in words; gone once the record has picked it up, or the command was refused.';
create index commands_pending on app.commands (next_at) where state = 'pending';
create index commands_target on app.commands (target_kind, target_ref, created_at desc, key desc);
create index commands_account on app.commands (account, created_at desc, key desc);
create index commands_newest on app.commands (created_at desc, key desc);

-- +goose Down
drop table app.commands;
