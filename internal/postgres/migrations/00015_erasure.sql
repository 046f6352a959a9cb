-- +goose Up
alter table app.commands drop constraint commands_target_kind_check;
alter table app.commands add constraint commands_target_kind_check
    check (target_kind in ('case', 'operation', 'movement', 'erasure'));

alter table app.cases add column erased_at timestamptz;
comment on column app.cases.erased_at is 'When what could be known of her was taken out; her key was destroyed before. Null: it is all there.';
create index cases_ended on app.cases (ref) where ended_at is not null and erased_at is null;

create table app.erasures (
    ref               text primary key check (ref ~ '^[0-9A-Za-z_-]{1,64}$'),
    case_ref          text not null references app.cases,
    seq               bigint not null check (seq > 0),
    state             text not null check (state in ('requested', 'approved', 'refused', 'erased')),
    basis             text not null check (basis in ('survivor_asked', 'retention_reached', 'court_order', 'registered_wrongly')),
    requested_at      timestamptz not null,
    requested_account text not null,
    requested_desk    text not null,
    requested_agency  text not null,
    requested_role    text not null,
    decided_at        timestamptz,
    decided_account   text,
    decided_desk      text,
    decided_agency    text,
    decided_role      text,
    erased_at         timestamptz,
    constraint erasures_decided check ((state = 'requested') = (decided_at is null)),
    constraint erasures_two_persons check (state = 'refused' or decided_account is null or decided_account <> requested_account),
    constraint erasures_erased check ((state = 'erased') = (erased_at is not null))
);
comment on table app.erasures is 'Requests that the data of a person be destroyed: codes only, class B. They stay when she is erased.';
comment on column app.erasures.ref is 'Random; names the request.';
comment on column app.erasures.case_ref is 'Whose data.';
comment on column app.erasures.seq is 'Counts the changes of the request, from 1.';
comment on column app.erasures.state is 'How far it has come.';
comment on column app.erasures.basis is 'Why, as a code. What she said is not kept: it would have to be destroyed with the rest.';
comment on column app.erasures.requested_at is 'When it was asked for.';
comment on column app.erasures.requested_account is 'Who asked.';
comment on column app.erasures.requested_desk is 'At which desk.';
comment on column app.erasures.requested_agency is 'Of which agency.';
comment on column app.erasures.requested_role is 'In which role.';
comment on column app.erasures.decided_at is 'When the second person decided; null while nobody has.';
comment on column app.erasures.decided_account is 'The second person: never the first, unless it is to refuse.';
comment on column app.erasures.decided_desk is 'At which desk.';
comment on column app.erasures.decided_agency is 'Of which agency.';
comment on column app.erasures.decided_role is 'In which role.';
comment on column app.erasures.erased_at is 'When it was done.';
create index erasures_case on app.erasures (case_ref);
create index erasures_newest on app.erasures (requested_at desc, ref desc);
create unique index erasures_one on app.erasures (case_ref) where state in ('requested', 'approved');

create table app.erasure_changes (
    erasure_ref text not null references app.erasures,
    seq         bigint not null check (seq > 0),
    key         text not null,
    kind        text not null,
    at          timestamptz not null,
    account     text not null,
    desk        text not null,
    agency      text not null,
    role        text not null,
    primary key (erasure_ref, seq),
    constraint erasure_changes_key unique (erasure_ref, key)
);
comment on table app.erasure_changes is 'What has happened to a request for erasure, change by change.';
comment on column app.erasure_changes.erasure_ref is 'The request.';
comment on column app.erasure_changes.seq is 'Its place among the changes, from 1.';
comment on column app.erasure_changes.key is 'The key of the command that it came from.';
comment on column app.erasure_changes.kind is 'What was asked.';
comment on column app.erasure_changes.at is 'When.';
comment on column app.erasure_changes.account is 'Who.';
comment on column app.erasure_changes.desk is 'At which desk.';
comment on column app.erasure_changes.agency is 'Of which agency.';
comment on column app.erasure_changes.role is 'In which role.';

create table app.due_files (
    case_ref text primary key references app.cases,
    kind     text not null,
    due_at   timestamptz not null,
    noted_at timestamptz not null
);
comment on table app.due_files is 'Files whose time is over by the rules of retention, as the last daily look has found. People decide what becomes of them.';
comment on column app.due_files.case_ref is 'The case.';
comment on column app.due_files.kind is 'By which rule.';
comment on column app.due_files.due_at is 'Since when.';
comment on column app.due_files.noted_at is 'When it was found.';

create table app.old_things (
    kind   text primary key,
    n      integer not null check (n >= 0),
    oldest timestamptz,
    at     timestamptz not null
);
comment on table app.old_things is 'What the next daily look will purge, as the last one has counted it. Counts of nobody in particular.';
comment on column app.old_things.kind is 'By which rule of retention.';
comment on column app.old_things.n is 'How many.';
comment on column app.old_things.oldest is 'Since when the oldest is there; null when there is none.';
comment on column app.old_things.at is 'When it was counted.';

call app.wall('app.old_things', $$app.asker_kind() = 'officer' and app.asker_role() = 'data_protection_officer'$$);
grant insert, update on app.old_things to homeward_worker;
call app.wall('app.erasures', 'app.sees_case(case_ref)');
call app.wall('app.due_files', 'app.sees_case(case_ref)');
call app.wall('app.erasure_changes', 'exists (select from app.erasures e where e.ref = erasure_ref)');
grant insert, update on app.erasures to homeward_worker;
grant insert on app.erasure_changes to homeward_worker;
grant insert, update, delete on app.due_files to homeward_worker;
-- What erasing and retention take out.
grant delete on app.people, app.people_index, app.notices to homeward_worker;
grant update on app.case_changes to homeward_worker;
-- Sessions belong to the door. The daily look sees those that have long been over, and no other.
create policy ages on app.sessions to homeward_worker
    using (app.asker_kind() = 'procedure' and least(ended_at, ends_at) < app.asked_at() - interval '30 days');
grant select, delete on app.sessions to homeward_worker;

-- +goose Down
revoke select, delete on app.sessions from homeward_worker;
drop policy ages on app.sessions;
revoke update on app.case_changes from homeward_worker;
revoke delete on app.people, app.people_index, app.notices from homeward_worker;
drop table app.old_things, app.due_files, app.erasure_changes, app.erasures;
drop index app.cases_ended;
alter table app.cases drop column erased_at;
alter table app.commands drop constraint commands_target_kind_check;
alter table app.commands add constraint commands_target_kind_check check (target_kind in ('case', 'operation', 'movement'));
