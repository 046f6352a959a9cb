-- +goose Up
-- Which case files an account has read that the work of its desk does not explain. Codes and references, class B:
-- when an account reads more of one origin or operation than its limit, it has to explain that.
create table app.file_reads (
    account       text not null,
    role          text not null,
    case_ref      text not null references app.cases,
    origin        text not null,
    operation_ref text not null,
    read_at       timestamptz not null,
    primary key (account, case_ref)
);
comment on table app.file_reads is 'The case files that accounts have read within days and that their work does not explain. Class B.';
comment on column app.file_reads.account is 'The account that read.';
comment on column app.file_reads.role is 'In which role it read last.';
comment on column app.file_reads.case_ref is 'The random reference of the case.';
comment on column app.file_reads.origin is 'The state to which the corridor of the case leads; empty for none.';
comment on column app.file_reads.operation_ref is 'The operation of the case; empty for none.';
comment on column app.file_reads.read_at is 'When the account read it last.';
create index file_reads_case on app.file_reads (case_ref);
create index file_reads_old on app.file_reads (read_at);

create table app.reading_reviews (
    ref              text primary key,
    account          text not null,
    desk             text not null,
    agency           text not null,
    role             text not null,
    to_desk          text not null,
    to_agency        text not null,
    corridor         text not null,
    version          integer not null,
    kind             text not null check (kind in ('origin', 'operation')),
    value            text not null,
    hours            integer not null check (hours > 0),
    files            integer not null check (files > 0),
    state            text not null check (state in ('unexplained', 'explained', 'accepted', 'rejected')),
    began_at         timestamptz not null,
    explanation      bytea,
    explained_at     timestamptz,
    explained_key    text,
    answered_at      timestamptz,
    answered_account text,
    answered_desk    text,
    answered_agency  text,
    answered_role    text,
    constraint reading_reviews_explained check ((explained_at is null) = (explained_key is null)),
    constraint reading_reviews_answered check ((state in ('accepted', 'rejected')) = (answered_at is not null) and (answered_at is null) = (answered_account is null)),
    constraint reading_reviews_two check (answered_account is null or answered_account <> account)
);
comment on table app.reading_reviews is 'That an account read as many files of one origin or operation as its limit and asked for another one. Codes, class B, but for the explanation.';
comment on column app.reading_reviews.ref is 'Its reference.';
comment on column app.reading_reviews.account is 'The account that read.';
comment on column app.reading_reviews.desk is 'At which desk.';
comment on column app.reading_reviews.agency is 'Of which agency.';
comment on column app.reading_reviews.role is 'In which role.';
comment on column app.reading_reviews.to_desk is 'The desk to which the notice for the data protection officer is addressed.';
comment on column app.reading_reviews.to_agency is 'The agency whose data protection officer answers.';
comment on column app.reading_reviews.corridor is 'The corridor of the case that was asked for; the offices above to_desk are found by it.';
comment on column app.reading_reviews.version is 'Its version.';
comment on column app.reading_reviews.kind is 'Whether the files were counted by the state of origin or by the operation.';
comment on column app.reading_reviews.value is 'That state or operation, as a code or a reference.';
comment on column app.reading_reviews.hours is 'The length of the window in which they were counted.';
comment on column app.reading_reviews.files is 'How many were read in it.';
comment on column app.reading_reviews.state is 'Whether it is explained and answered.';
comment on column app.reading_reviews.began_at is 'When another file was asked for.';
comment on column app.reading_reviews.explanation is 'Sealed with a key of the day on which it began: why the officer read the files, as written.';
comment on column app.reading_reviews.explained_at is 'When it was explained.';
comment on column app.reading_reviews.explained_key is 'The key of the request that explained it.';
comment on column app.reading_reviews.answered_at is 'When it was accepted or rejected last.';
comment on column app.reading_reviews.answered_account is 'By which data protection officer.';
comment on column app.reading_reviews.answered_desk is 'At which desk.';
comment on column app.reading_reviews.answered_agency is 'Of which agency.';
comment on column app.reading_reviews.answered_role is 'In which role.';
create index reading_reviews_account on app.reading_reviews (account, began_at desc);
create index reading_reviews_agency on app.reading_reviews (to_agency, began_at desc);

-- Counted by the API, each account its own.
call app.wall('app.file_reads', 'account = app.asker_account()');
create policy counts on app.file_reads for insert to homeward_api
    with check (app.asker_kind() = 'officer' and account = app.asker_account() and role = app.asker_role() and app.sees_case(case_ref));
create policy counts_again on app.file_reads for update to homeward_api
    using (app.asker_kind() = 'officer' and account = app.asker_account())
    with check (account = app.asker_account() and app.sees_case(case_ref));
grant insert, update (role, origin, operation_ref, read_at) on app.file_reads to homeward_api;
grant delete on app.file_reads to homeward_worker;

-- An account sees its own reviews, a data protection officer those of the agency. The account explains, once; another
-- account, of a data protection officer, answers.
call app.wall('app.reading_reviews', 'account = app.asker_account() or app.asker_role() = ''data_protection_officer'' and to_agency = app.asker_agency()');
create policy begins on app.reading_reviews for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'unexplained'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role());
create policy explains on app.reading_reviews for update to homeward_api
    using (app.asker_kind() = 'officer' and account = app.asker_account() and state = 'unexplained')
    with check (account = app.asker_account() and state = 'explained');
create policy answers on app.reading_reviews for update to homeward_api
    using (app.asker_kind() = 'officer' and app.asker_role() = 'data_protection_officer' and to_agency = app.asker_agency() and account <> app.asker_account())
    with check (app.asker_role() = 'data_protection_officer' and state in ('accepted', 'rejected') and answered_account = app.asker_account()
        and answered_desk = app.asker_desk() and account <> app.asker_account());
grant insert, update (state, explanation, explained_at, explained_key, answered_at, answered_account, answered_desk, answered_agency, answered_role)
    on app.reading_reviews to homeward_api;
grant delete on app.reading_reviews to homeward_worker;

-- The notice of it is for the data protection officer at any desk of the agency.
alter table app.notices add column reading_ref text references app.reading_reviews on delete cascade;
comment on column app.notices.reading_ref is 'Of a review of what an officer has read: which one. Such a notice names no case.';
alter table app.notices drop constraint notices_about;
alter table app.notices add constraint notices_about
    check (case_ref is not null or movement_ref is not null or erasure_ref is not null or operation_ref is not null or reading_ref is not null);
create unique index notices_reading on app.notices (reading_ref, seq) where raises is null;
drop policy officer on app.notices;
create policy officer on app.notices for select to homeward_api using (app.asker_kind() = 'officer'
    and (desk = app.asker_desk() or reading_ref is not null and app.asker_role() = role
        and exists (select from app.desks d where d.id = desk and d.agency = app.asker_agency()))
    and role in ('', app.asker_role())
    and (case_ref is null or exists (select from app.cases c where c.ref = case_ref
        and (coalesce(app.asker_country(), '') <> all (c.feared) or kind = 'recall_and_delete' or task like 'attest/%'))));
create policy tells on app.notices for insert to homeward_api with check (app.asker_kind() = 'officer' and case_ref is null
    and movement_ref is null and erasure_ref is null and operation_ref is null and raises is null and read_at is null and role = 'data_protection_officer'
    and exists (select from app.reading_reviews r where r.ref = reading_ref and r.account = app.asker_account() and r.to_desk = notices.desk));
grant insert on app.notices to homeward_api;

-- +goose Down
revoke insert on app.notices from homeward_api;
drop policy tells on app.notices;
drop policy officer on app.notices;
create policy officer on app.notices for select to homeward_api using (app.asker_kind() = 'officer'
    and desk = app.asker_desk() and role in ('', app.asker_role())
    and (case_ref is null or exists (select from app.cases c where c.ref = case_ref
        and (coalesce(app.asker_country(), '') <> all (c.feared) or kind = 'recall_and_delete' or task like 'attest/%'))));
alter table app.notices no force row level security;
delete from app.notices where reading_ref is not null;
alter table app.notices force row level security;
drop index app.notices_reading;
alter table app.notices drop constraint notices_about;
alter table app.notices add constraint notices_about check (case_ref is not null or movement_ref is not null or erasure_ref is not null or operation_ref is not null);
alter table app.notices drop column reading_ref;
drop table app.reading_reviews;
drop table app.file_reads;
