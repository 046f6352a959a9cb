-- +goose Up
create table app.plans (
    case_ref   text not null,
    ref        text not null,
    seq        bigint not null,
    step       text not null,
    dimensions text[] not null,
    body       bytea not null,
    at         timestamptz not null,
    account    text not null,
    desk       text not null,
    agency     text not null,
    role       text not null,
    primary key (case_ref, ref),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.plans is 'What a survivor and those who help agreed for the time after the return. The newest stands.';

create table app.scores (
    case_ref      text not null,
    ref           text not null,
    seq           bigint not null,
    step          text not null,
    questionnaire text not null,
    version       integer not null check (version > 0),
    answers       bytea,
    marks         jsonb not null,
    composite     double precision check (composite between 0 and 1),
    at            timestamptz not null,
    account       text not null,
    desk          text not null,
    agency        text not null,
    role          text not null,
    primary key (case_ref, ref),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.scores is 'Filled-in questionnaires of a version. The answers are sealed; what was computed of them is not.';

-- +goose Down
drop table app.scores, app.plans;
