-- +goose Up
-- How a survivor is reached after her return, as she agreed it, and how she was tried to be reached.
create table app.contacts (
    case_ref text not null,
    seq      bigint not null,
    body     bytea,
    at       timestamptz not null,
    account  text not null,
    desk     text not null,
    agency   text not null,
    role     text not null,
    primary key (case_ref, seq),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.contacts is 'What a survivor has agreed about who may contact her, when, and how. The newest stands.';
comment on column app.contacts.case_ref is 'Random; tells nothing.';
comment on column app.contacts.seq is 'Of the change that brought it.';
comment on column app.contacts.body is 'Sealed: class F. Null: its time is over by the rules of retention.';
comment on column app.contacts.at is 'Class B: when it was agreed.';
comment on column app.contacts.account is 'Class B: a code without a name.';
comment on column app.contacts.desk is 'Class B: the desk to which she said it.';
comment on column app.contacts.agency is 'Class B: of the desk.';
comment on column app.contacts.role is 'Class B: of the account.';

create table app.contact_tries (
    case_ref text not null,
    seq      bigint not null,
    task     text not null,
    body     bytea,
    primary key (case_ref, seq),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.contact_tries is 'How a survivor was tried to be reached for a visit. The answer is in the decision of the same change.';
comment on column app.contact_tries.case_ref is 'Random; tells nothing.';
comment on column app.contact_tries.seq is 'Of the change that brought it.';
comment on column app.contact_tries.task is 'Class B: the task that was answered with it.';
comment on column app.contact_tries.body is 'Sealed: class J. Null: its time is over by the rules of retention.';

call app.wall('app.contacts', 'app.sees_case(case_ref)');
call app.wall('app.contact_tries', 'app.sees_case(case_ref)');
grant insert on app.contacts, app.contact_tries to homeward_worker;
create policy ages on app.contacts as restrictive for update to homeward_worker
    using (exists (select from app.cases c where c.ref = case_ref and c.ended_at < app.asked_at() - interval '30 days')) with check (body is null);
create policy ages on app.contact_tries as restrictive for update to homeward_worker
    using (exists (select from app.cases c where c.ref = case_ref and c.ended_at < app.asked_at() - interval '30 days')) with check (body is null);
grant update (body) on app.contacts, app.contact_tries to homeward_worker;

-- +goose Down
drop table app.contact_tries, app.contacts;
