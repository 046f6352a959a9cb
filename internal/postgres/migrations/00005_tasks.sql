-- +goose Up
create table app.tasks (
    case_ref     text not null references app.cases,
    task         text not null,
    step         text not null,
    base_step    text not null,
    attempt      integer not null,
    desk         text not null,
    kind         text not null,
    opened_seq   bigint not null,
    opened_at    timestamptz not null,
    due_at       timestamptz,
    paused       boolean not null,
    claimed_by   text,
    version      bigint not null,
    body         jsonb not null,
    state        text not null check (state in ('open', 'decided', 'recalled')),
    outcome      text not null,
    closed_seq   bigint,
    closed_at    timestamptz,
    delivered_at timestamptz,
    seen_at      timestamptz,
    primary key (case_ref, task),
    foreign key (case_ref, opened_seq) references app.case_changes,
    foreign key (case_ref, closed_seq) references app.case_changes,
    constraint tasks_closed check ((state = 'open') = (closed_at is null) and (closed_at is null) = (closed_seq is null))
);
comment on table app.tasks is 'Requests to desks, open and ended. Body is the request as the rules see it; due_at its 100 % rung.';
create index tasks_inbox on app.tasks (desk, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open';
create index tasks_due on app.tasks ((coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open';
create index tasks_case on app.tasks (case_ref) where state = 'open';
create index tasks_ended on app.tasks (desk, opened_at desc, case_ref desc, task desc) where state <> 'open';

create table app.decisions (
    case_ref text not null,
    seq      bigint not null,
    n        integer not null,
    key      text not null,
    task     text not null,
    step     text not null,
    outcome  text not null,
    account  text not null,
    desk     text not null,
    agency   text not null,
    role     text not null,
    at       timestamptz not null,
    until    timestamptz,
    state    text not null,
    ref      text not null,
    reasoned boolean not null,
    final    boolean not null,
    primary key (case_ref, seq, n),
    foreign key (case_ref, seq) references app.case_changes,
    constraint decisions_key unique (case_ref, key, task, step, final)
);
comment on table app.decisions is 'Answers to tasks: the one that settles each, and the votes on the way to it.';
create unique index decisions_final on app.decisions (case_ref, task) where final and task <> '';
create unique index decisions_vote on app.decisions (case_ref, task, account) where not final;

create table app.documents (
    case_ref   text not null,
    ref        text not null,
    seq        bigint not null,
    type       text not null,
    number     bytea,
    mrz        bytea,
    expires_at timestamptz,
    hash       text not null,
    at         timestamptz not null,
    key        text not null,
    primary key (case_ref, ref),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.documents is 'Travel documents that were issued. Number and machine-readable zone are sealed.';

-- +goose Down
drop table app.documents, app.decisions, app.tasks;
