-- +goose Up
-- Who was given something of a person who is erased, and what they say became of it.
create table app.deletions (
    erasure_ref      text not null references app.erasures,
    desk             text not null check (desk <> ''),
    agency           text not null,
    case_ref         text not null references app.cases,
    host             text not null,
    how              text[] not null check (cardinality(how) > 0 and how <@ '{task,grant,glass,manifest,reading}'),
    classes          text[] not null,
    asked_at         timestamptz not null,
    due_at           timestamptz,
    fired            integer not null check (fired >= 0),
    state            text not null check (state in ('waiting', 'cannot', 'not_held', 'deleted')),
    reason           text check (reason in ('own_hold', 'own_law', 'passed_on', 'in_backups', 'unreachable')),
    answered_at      timestamptz,
    answered_account text,
    answered_desk    text,
    answered_agency  text,
    answered_role    text,
    primary key (erasure_ref, desk),
    constraint deletions_answered check ((state = 'waiting') = (answered_at is null) and (answered_at is null) = (answered_account is null)),
    constraint deletions_reason check ((state = 'cannot') = (reason is not null))
);
comment on table app.deletions is 'Requests to those who were given something of a person who is erased: delete it, and say so. References and codes only, class B: the case itself is a skeleton by then.';
comment on column app.deletions.erasure_ref is 'The erasure that it follows.';
comment on column app.deletions.desk is 'Which desk is asked.';
comment on column app.deletions.agency is 'Of which agency it was then; empty when the directory did not know it any more.';
comment on column app.deletions.case_ref is 'By which reference the desk knew her.';
comment on column app.deletions.host is 'The host state of the case, whose data protection officers watch over the answers.';
comment on column app.deletions.how is 'How the desk came to hold something: task, grant, glass, manifest, reading.';
comment on column app.deletions.classes is 'Which field classes it was shown, as the audit log has it; empty when it was let in and never looked. What a grant would have opened is gone with the case.';
comment on column app.deletions.asked_at is 'When it was asked.';
comment on column app.deletions.due_at is 'When its answer is overdue.';
comment on column app.deletions.fired is 'How many levels of its ladder were reached.';
comment on column app.deletions.state is 'What it has said.';
comment on column app.deletions.reason is 'Why it cannot delete, as a code.';
comment on column app.deletions.answered_at is 'When it has last answered; null while it has not.';
comment on column app.deletions.answered_account is 'Who has answered.';
comment on column app.deletions.answered_desk is 'At which desk: another than the one that was asked, when nobody there could be reached.';
comment on column app.deletions.answered_agency is 'Of which agency.';
comment on column app.deletions.answered_role is 'In which role.';
create index deletions_newest on app.deletions (asked_at desc, (erasure_ref || '/' || desk) desc);
create index deletions_desk on app.deletions (desk, asked_at desc);
create index deletions_case on app.deletions (case_ref);

-- A receiver sees what it is asked itself, and not who else was; the data protection officers of
-- the host state see all of it. Not whom she wanted kept out.
call app.wall('app.deletions', $$(desk = app.asker_desk() or agency <> '' and agency = app.asker_agency()
    or app.asker_role() = 'data_protection_officer' and host = app.asker_country()) and not app.keeps_out(case_ref)$$);
grant insert, update on app.deletions to homeward_worker;

alter table app.notices add column erasure_ref text references app.erasures;
comment on column app.notices.erasure_ref is 'Of a request to delete what was given: which erasure it follows. Such a notice names no case.';
alter table app.notices drop constraint notices_about;
alter table app.notices add constraint notices_about check (case_ref is not null or movement_ref is not null or erasure_ref is not null);
create unique index notices_erasure on app.notices (erasure_ref, seq, n) where erasure_ref is not null;

-- +goose Down
delete from app.notices where erasure_ref is not null;
drop index app.notices_erasure;
alter table app.notices drop constraint notices_about;
alter table app.notices drop column erasure_ref;
alter table app.notices add constraint notices_about check (case_ref is not null or movement_ref is not null);
drop table app.deletions;
