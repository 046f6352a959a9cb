-- +goose Up
-- A sheet on which one officer answers many alike requests at once.
create table app.sheets (
    ref          text primary key,
    account      text not null,
    desk         text not null,
    agency       text not null,
    role         text not null,
    step         text not null,
    kind         text not null,
    corridor     text not null,
    version      integer not null check (version > 0),
    opened_at    timestamptz not null,
    again_of     text,
    more         integer not null check (more >= 0),
    outcome      text,
    until_at     timestamptz,
    edits        integer not null default 0 check (edits >= 0),
    digest       text check (digest ~ '^[0-9a-f]{64}$'),
    confirmed_at timestamptz,
    constraint sheets_confirmed check ((confirmed_at is null) = (digest is null) and (confirmed_at is null or outcome is not null))
);
comment on table app.sheets is 'Sheets on which an officer answers many alike requests at once. References and codes, class B; an answer that would tell of a person is never given on a sheet.';
comment on column app.sheets.ref is 'Its random reference.';
comment on column app.sheets.account is 'Whose sheet it is. No other account sees it.';
comment on column app.sheets.desk is 'At which desk.';
comment on column app.sheets.agency is 'Of which agency.';
comment on column app.sheets.role is 'In which role.';
comment on column app.sheets.step is 'The step that all its requests ask.';
comment on column app.sheets.kind is 'The kind of desk that they are asked of.';
comment on column app.sheets.corridor is 'The corridor whose rules they follow.';
comment on column app.sheets.version is 'The version of these rules.';
comment on column app.sheets.opened_at is 'When it was made.';
comment on column app.sheets.again_of is 'The sheet whose refused requests it takes again; null for none.';
comment on column app.sheets.more is 'How many alike requests there were beside those of the sheet.';
comment on column app.sheets.outcome is 'The answer that was chosen last; null while there is none.';
comment on column app.sheets.until_at is 'Until when that answer holds; null for no end.';
comment on column app.sheets.edits is 'How often it was changed before it was confirmed.';
comment on column app.sheets.digest is 'SHA-256 of what was confirmed: the answer and exactly these requests in these versions. It tells nothing of a person.';
comment on column app.sheets.confirmed_at is 'When it was confirmed, which is once; null until then.';
create index sheets_account on app.sheets (account, opened_at desc);
create index sheets_opened on app.sheets (opened_at);

create table app.sheet_items (
    sheet_ref text not null references app.sheets on delete cascade,
    place     integer not null check (place > 0),
    case_ref  text not null references app.cases,
    task      text not null,
    version   bigint not null,
    seen_at   timestamptz not null,
    looked_at timestamptz,
    ticked    boolean not null default false,
    rule      text,
    primary key (sheet_ref, case_ref, task),
    constraint sheet_items_rule check (rule is null or ticked)
);
comment on table app.sheet_items is 'The requests of a sheet. They go with the case when it is erased.';
comment on column app.sheet_items.sheet_ref is 'The sheet.';
comment on column app.sheet_items.place is 'Which one of the sheet, from 1.';
comment on column app.sheet_items.case_ref is 'The random reference of the case.';
comment on column app.sheet_items.task is 'The request.';
comment on column app.sheet_items.version is 'The version of the request that the officer saw.';
comment on column app.sheet_items.seen_at is 'When it was seen in that version.';
comment on column app.sheet_items.looked_at is 'When the officer opened it from the sheet; null if it was not opened.';
comment on column app.sheet_items.ticked is 'Whether it is to be answered with the others.';
comment on column app.sheet_items.rule is 'By which rule it was not sent when the sheet was confirmed; null if it was sent.';
create index sheet_items_case on app.sheet_items (case_ref);

-- Written by the API in the name of the officer, and by no other process. What is confirmed stays as it is.
call app.wall('app.sheets', 'account = app.asker_account()');
create policy begins on app.sheets for insert to homeward_api with check (app.asker_kind() = 'officer' and confirmed_at is null
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role());
create policy goes_on on app.sheets for update to homeward_api
    using (app.asker_kind() = 'officer' and account = app.asker_account() and confirmed_at is null)
    with check (account = app.asker_account());
grant insert, update (outcome, until_at, edits, digest, confirmed_at) on app.sheets to homeward_api;
call app.wall('app.sheet_items', 'exists (select from app.sheets s where s.ref = sheet_ref)');
create policy begins on app.sheet_items for insert to homeward_api with check (app.asker_kind() = 'officer' and rule is null
    and exists (select from app.sheets s where s.ref = sheet_ref and s.confirmed_at is null) and app.sees_case(case_ref));
create policy goes_on on app.sheet_items for update to homeward_api
    using (app.asker_kind() = 'officer' and exists (select from app.sheets s where s.ref = sheet_ref and s.confirmed_at is null));
grant insert, update (version, seen_at, looked_at, ticked, rule) on app.sheet_items to homeward_api;
-- Taken away by the rules of retention, and with an erased case.
grant delete on app.sheets, app.sheet_items to homeward_worker;

-- +goose Down
drop table app.sheet_items;
drop table app.sheets;
