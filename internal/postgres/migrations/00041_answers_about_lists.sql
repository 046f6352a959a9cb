-- +goose Up
-- The answers of people to what is in doubt in a list, before its cases are opened. A row as it was read stays as it is.
create table app.list_answers (
    list_ref text not null references app.lists,
    seq      integer not null check (seq > 0),
    problem  text not null check (problem ~ '^[a-z_]{1,40}$'),
    choice   text not null check (choice in ('reading', 'column', 'value', 'as_read', 'leave_out', 'withdraw')),
    rows     integer not null check (rows >= 0),
    key      text not null unique,
    hash     text not null check (hash ~ '^[0-9a-f]{64}$'),
    at       timestamptz not null,
    account  text not null,
    desk     text not null,
    agency   text not null,
    role     text not null,
    primary key (list_ref, seq)
);
comment on table app.list_answers is 'Who answered what in doubt about a list, and when. The values that were chosen are sealed in the rows.';
comment on column app.list_answers.list_ref is 'Random; tells nothing.';
comment on column app.list_answers.seq is 'Among the answers of the list, from 1.';
comment on column app.list_answers.problem is 'Class B: the code of the doubt; nothing of what is written.';
comment on column app.list_answers.choice is 'Class B: how it was answered, without the value.';
comment on column app.list_answers.rows is 'Class B: how many rows it changed.';
comment on column app.list_answers.key is 'Made of the account and the key that its client chose; tells nothing.';
comment on column app.list_answers.hash is 'SHA-256 over the request and the key that its client chose. That key is not stored, so the hash cannot be compared with guesses.';
comment on column app.list_answers.at is 'Class B: when, in UTC.';
comment on column app.list_answers.account is 'Class B: a code without a name.';
comment on column app.list_answers.desk is 'Class B: of the account.';
comment on column app.list_answers.agency is 'Class B: of the desk.';
comment on column app.list_answers.role is 'Class B: of the account.';
call app.wall('app.list_answers', 'app.sees_list(list_ref)');
create policy answers on app.list_answers for insert to homeward_api with check (app.asker_kind() = 'officer'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role()
    and exists (select from app.lists l where l.ref = list_ref and l.state in ('read', 'proposed') offset 0));
grant insert on app.list_answers to homeward_api;

alter table app.list_rows add column answered bytea, add column was text not null default '' check (was ~ '^[a-z_]{0,40}$'), drop constraint list_rows_state_check, drop constraint list_rows_read;
alter table app.list_rows
    add constraint list_rows_state_check check (state in ('readable', 'unreadable', 'aside', 'left_out', 'minted', 'opened')),
    add constraint list_rows_read check (state not in ('readable', 'minted', 'opened') or read is not null);
comment on column app.list_rows.answered is 'Sealed: what was read of it after the answers of people, and those answers; none without an answer.';
comment on column app.list_rows.was is 'Class B: the problem of a row that was kept and not opened, in a code; empty for every other.';
update app.list_rows set was = problems[1] where state = 'unreadable' and cardinality(problems) = 1;
create policy answers on app.list_rows for update to homeward_api
    using (app.asker_kind() = 'officer' and app.sees_list(list_ref) and case_ref is null
        and exists (select from app.lists l where l.ref = list_ref and l.state in ('read', 'proposed') offset 0))
    with check (app.asker_kind() = 'officer' and case_ref is null and state in ('readable', 'unreadable', 'left_out'));
grant update (answered, state, problems) on app.list_rows to homeward_api;

alter table app.lists add column answered bytea, add column rows_left_out integer not null default 0 check (rows_left_out >= 0);
comment on column app.lists.answered is 'Sealed: the reconciliation after the answers of people; none without an answer.';
comment on column app.lists.rows_left_out is 'Class B: rows of which a person says that they become no case.';
create policy answers on app.lists for update to homeward_api
    using (app.asker_kind() = 'officer' and app.sees_operation(operation_ref) and state in ('read', 'proposed'))
    with check (app.asker_kind() = 'officer' and state in ('read', 'proposed'));
grant update (answered, rows_readable, rows_unreadable, rows_left_out) on app.lists to homeward_api;

-- +goose Down
drop policy answers on app.lists;
revoke update (answered, rows_readable, rows_unreadable, rows_left_out) on app.lists from homeward_api;
alter table app.lists drop column answered, drop column rows_left_out;
drop policy answers on app.list_rows;
revoke update (answered, state, problems) on app.list_rows from homeward_api;
update app.list_rows set read = null where state in ('unreadable', 'left_out');
update app.list_rows set state = 'unreadable' where state = 'left_out';
alter table app.list_rows drop constraint list_rows_state_check, drop constraint list_rows_read, drop column answered, drop column was;
alter table app.list_rows
    add constraint list_rows_state_check check (state in ('readable', 'unreadable', 'aside', 'minted', 'opened')),
    add constraint list_rows_read check ((state in ('readable', 'minted', 'opened')) = (read is not null));
drop table app.list_answers;
