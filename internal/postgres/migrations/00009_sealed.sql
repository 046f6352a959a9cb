-- +goose Up
-- Nothing is converted: an earlier development version wrote these columns in clear, and what
-- once lay in clear in a database lies in its files and its backups as well.
-- +goose StatementBegin
do $$ begin
    if exists (select 1 from app.cases) or exists (select 1 from app.commands) or exists (select 1 from app.lists)
    or exists (select 1 from app.movements) then
        raise exception using errcode = 'ZH009', message = 'made by an earlier development version';
    end if;
end $$;
-- +goose StatementEnd

alter table app.commands
    drop constraint commands_settled, drop constraint commands_refused,
    drop column args, drop column answer, drop column message, drop column details,
    add column args bytea not null,
    add column answer bytea,
    add column refusal bytea,
    add constraint commands_settled check ((state = 'settled') = (answer is not null)),
    add constraint commands_refused check ((state = 'refused') = (code is not null) and (code is null) = (refusal is null));

alter table app.list_rows
    add column keyed_by text not null default 'list' check (keyed_by in ('list', 'case')),
    add constraint list_rows_keyed check (keyed_by = 'list' or case_ref is not null);

alter table app.cases drop column state, add column state bytea not null;

alter table app.case_changes drop column recorded, add column recorded bytea;

alter table app.facts drop column name, drop column value, add column body bytea not null;

alter table app.consents
    drop column consent, drop column at, drop column until, drop column withdrawn_at, drop column mode, drop column language,
    drop column key, add column body bytea not null;

alter table app.waivers drop column conditions, add column conditions bytea not null;

alter table app.holds drop column kind, drop column since, drop column review_by, add column body bytea not null;

alter table app.tasks drop column outcome, add column told bytea, add column votes bytea, add column outcome bytea;

alter table app.decisions
    drop column outcome, drop column until, drop column state, drop column ref, drop column reasoned,
    add column body bytea not null;

alter table app.documents
    drop column type, drop column number, drop column mrz, drop column expires_at, drop column hash, add column body bytea not null;

alter table app.timeline
    drop column code, drop column step, drop column task, drop column outcome, drop column desk, drop column detail,
    add column body bytea not null;

alter table app.movements drop column state, add column state bytea not null;

alter table app.movement_changes drop column fair_order, add column fair_order bytea;

alter table app.movement_timeline
    drop column code, drop column case_ref, drop column detail, drop column gates, add column body bytea not null;

alter table app.passengers
    drop column block, drop column state, drop column why, drop column outcome, drop column since, drop column body,
    add column body bytea not null;

-- The places of a trip and who must not travel with whom stand in the sealed state of the movement.
drop table app.legs, app.separations;

alter table app.plans drop column dimensions;

alter table app.scores drop column answers, drop column marks, drop column composite, add column body bytea not null;

-- What each column is, and why it may stand as it does: sealed, or of a class that is not (A, B, I).
-- +goose StatementBegin
do $$
declare
    found record;
begin
    for found in
        select c.table_name, c.column_name, w.words from information_schema.columns c join (values
            ('account', 'Who did it: an opaque code, never a name.'),
            ('desk', 'The desk that they did it for.'),
            ('agency', 'The agency of that desk.'),
            ('role', 'The role in which they did it.'),
            ('key', 'The key of the command that it came from.'),
            ('at', 'When it was accepted, in UTC.'),
            ('seq', 'The change that it came with; counted from 1 without gaps.'),
            ('n', 'Its place within the change, from 0.'),
            ('case_ref', 'The random reference of the case.'),
            ('movement_ref', 'The random reference of the movement.'),
            ('operation_ref', 'The random reference of the operation.'),
            ('spoken', 'Whether the words of the change belong to this line.')
        ) as w (name, words) on w.name = c.column_name
        where c.table_schema = 'app' and c.table_name = any('{operations,operation_changes,lists,list_rows,cases,people,case_changes,facts,consents,waivers,holds,tasks,decisions,documents,timeline,movements,movement_changes,movement_timeline,passengers,notices,plans,scores,commands}')
    loop
        execute format('comment on column app.%I.%I is %L', found.table_name, found.column_name, found.words);
    end loop;
end $$;
-- +goose StatementEnd
comment on column app.agencies.id is 'A code.';
comment on column app.agencies.name is 'Of an office.';
comment on column app.agencies.country is 'ISO 3166-1 alpha-3, or * for one that belongs to no state.';
comment on column app.agencies.focal_point is 'The desk that is told at 150 %.';
comment on column app.desks.id is 'A code.';
comment on column app.desks.agency is 'Whose desk it is.';
comment on column app.desks.kind is 'What sort of work is addressed to it.';
comment on column app.desks.name is 'Of an office.';
comment on column app.desks.country is 'The state that it acts for.';
comment on column app.desks.seat is 'The state that it sits in.';
comment on column app.desks.zone is 'An IANA time zone.';
comment on column app.accounts.id is 'An opaque code, never a name.';
comment on column app.accounts.desk is 'Where the account works.';
comment on column app.accounts.agency is 'Who sent it.';
comment on column app.accounts.roles is 'What it may act as there.';
comment on column app.accounts.active is 'Whether it may act at all.';
comment on column app.corridor_versions.id is 'The corridor, as tha-mmr.';
comment on column app.corridor_versions.version is 'Counted from 1.';
comment on column app.corridor_versions.hash is 'SHA-256 of the body, in hexadecimal digits.';
comment on column app.corridor_versions.body is 'The corridor file, class A: everybody may read it.';
comment on column app.corridor_versions.stored_at is 'When this database first saw it.';
comment on column app.goose_db_version.id is 'A number.';
comment on column app.goose_db_version.version_id is 'The migration.';
comment on column app.goose_db_version.is_applied is 'Whether it ran up.';
comment on column app.goose_db_version.tstamp is 'When.';
comment on column app.commands.key is 'Made of the account and the key that its client chose; names nothing.';
comment on column app.commands.desk is 'The desk that it was asked for.';
comment on column app.commands.target_kind is 'What it is addressed to.';
comment on column app.commands.target_ref is 'Which one: a random reference.';
comment on column app.commands.name is 'Class B: what kind of write it is. What it says is in args.';
comment on column app.commands.args is 'Sealed: codes and references, among them answers, facts and events.';
comment on column app.commands.words is 'Sealed: what was written in words; gone once the record has picked it up, or the command was refused.';
comment on column app.commands.hash is 'SHA-256 over the request and the key that its client chose. That key is kept nowhere, so the hash cannot be tried against guesses.';
comment on column app.commands.state is 'How far it has come.';
comment on column app.commands.created_at is 'When it came.';
comment on column app.commands.next_at is 'When it is to be sent again.';
comment on column app.commands.attempts is 'How often it was sent.';
comment on column app.commands.ended_at is 'When it was settled or refused.';
comment on column app.commands.answer is 'Sealed: what its sender was answered.';
comment on column app.commands.code is 'Class B: the code of a refusal.';
comment on column app.commands.refusal is 'Sealed: message and details of a refusal, which may name closed gates.';
comment on column app.operations.ref is 'Random; tells nothing.';
comment on column app.operations.seq is 'The newest change.';
comment on column app.operations.state is 'Whether it goes on.';
comment on column app.operations.host is 'Where it happens: the state.';
comment on column app.operations.custodian is 'Class B: what sort of force had the people.';
comment on column app.operations.lead is 'The desk that leads it.';
comment on column app.operations.snapshot is 'Class B: the operation as its rules see it, in codes and references; no place, no words, nobody.';
comment on column app.operations.opened_at is 'When.';
comment on column app.operations.updated_at is 'Its newest change.';
comment on column app.operations.words is 'Sealed: what it is called and where it is.';
comment on column app.operation_changes.kind is 'What was asked.';
comment on column app.operation_changes.list_ref is 'The list that was confirmed.';
comment on column app.operation_changes.cause is 'Class B: why it stands still. It is about the operation and about nobody in it.';
comment on column app.operation_changes.recorded is 'Class B: how many rows became cases.';
comment on column app.operation_changes.words is 'Sealed: what was written with it.';
comment on column app.lists.ref is 'Random; tells nothing.';
comment on column app.lists.state is 'How far it has come.';
comment on column app.lists.author is 'Class B: a code for who wrote it.';
comment on column app.lists.name is 'Sealed: the name of the file.';
comment on column app.lists.report is 'Sealed with the key of the list: headings, sheets, reconciliation. Words as written may stand in it.';
comment on column app.lists.hash is 'SHA-256 of the file. Who has the file can recognise it by this; nobody can read it from this.';
comment on column app.lists.bytes is 'Its size.';
comment on column app.lists.rows_readable is 'How many rows can become a case.';
comment on column app.lists.rows_unreadable is 'How many cannot be read.';
comment on column app.lists.confirmed_at is 'When.';
comment on column app.lists.confirmed_account is 'Who confirmed it.';
comment on column app.lists.confirmed_desk is 'For which desk.';
comment on column app.lists.confirmed_agency is 'Of which agency.';
comment on column app.lists.confirmed_role is 'In which role.';
comment on column app.list_rows.list_ref is 'The list that it stands in.';
comment on column app.list_rows.line is 'Where in the file.';
comment on column app.list_rows.state is 'What has become of it.';
comment on column app.list_rows.raw is 'Sealed: every cell as written.';
comment on column app.list_rows.read is 'Sealed: what was read of it.';
comment on column app.list_rows.problems is 'Class B: what is wrong with the writing, in codes; nothing of what is written.';
comment on column app.list_rows.place is 'The place among those that become a case.';
comment on column app.list_rows.case_ref is 'The reference of its case, once it has one.';
comment on column app.list_rows.keyed_by is 'With whose key it is sealed: that of its list until its case is opened, then that of the case, so that it goes with the person.';
comment on column app.cases.ref is 'Random; tells nothing.';
comment on column app.cases.corridor is 'By which rules.';
comment on column app.cases.version is 'Of the corridor.';
comment on column app.cases.host is 'Class B: the state that she is in.';
comment on column app.cases.origin is 'Class B: the state that she goes to, by which work is sorted. What she says of her nationality is sealed.';
comment on column app.cases.lane is 'Which of the three shapes.';
comment on column app.cases.stage is 'Class B: how far along she is.';
comment on column app.cases.modality is 'Class B: how the return is to be called.';
comment on column app.cases.seq is 'The newest change.';
comment on column app.cases.minor is 'Class B: known or presumed to be a child, so that everybody takes care.';
comment on column app.cases.opened_at is 'When.';
comment on column app.cases.updated_at is 'Its newest change.';
comment on column app.cases.open_tasks is 'How many.';
comment on column app.cases.next_due is 'The earliest 100 % rung among the open tasks whose clock is running.';
comment on column app.cases.pause is 'Class B: since when the whole case stands still. The cause stands here only when it tells nothing of the person.';
comment on column app.cases.movement_ref is 'The movement that she has a place on.';
comment on column app.cases.closed is 'Nothing more is to come.';
comment on column app.cases.deceased is 'Class B: no message may go out any more.';
comment on column app.cases.ended_at is 'When it ended.';
comment on column app.cases.state is 'Sealed: the case as the rules see it after the newest change.';
comment on column app.people.name is 'Sealed.';
comment on column app.people.native_name is 'Sealed.';
comment on column app.people.birth is 'Sealed.';
comment on column app.people.sex is 'Sealed.';
comment on column app.people.nationality is 'Sealed.';
comment on column app.people.nationality_raw is 'Sealed.';
comment on column app.people.document_number is 'Sealed.';
comment on column app.people.languages is 'Sealed.';
comment on column app.people.phone is 'Sealed.';
comment on column app.people.place is 'Sealed.';
comment on column app.people.remark is 'Sealed.';
comment on column app.case_changes.kind is 'Class B: what was asked. What was said with it is sealed.';
comment on column app.case_changes.words is 'Sealed: what was written, and who the case is about.';
comment on column app.case_changes.recorded is 'Sealed: what the record answered the workflow.';
comment on column app.facts.body is 'Sealed: which fact, and its value.';
comment on column app.consents.body is 'Sealed: which consent, from when until when, how it was given and in which language.';
comment on column app.waivers.gate is 'Class B: which gate was opened by hand.';
comment on column app.waivers.conditions is 'Sealed: what was unmet.';
comment on column app.holds.id is 'Made of the key of the command; names nothing.';
comment on column app.holds.body is 'Sealed: what kind of order, and when it is reviewed.';
comment on column app.holds.account is 'Who set it.';
comment on column app.holds.set_seq is 'The change that set it.';
comment on column app.holds.lifted_seq is 'The change that lifted it.';
comment on column app.holds.lifted_at is 'When it was lifted.';
comment on column app.tasks.task is 'Class B: the step and how often it was asked.';
comment on column app.tasks.step is 'Class B: that this was asked. How it was answered is sealed.';
comment on column app.tasks.base_step is 'The step without what it is asked for.';
comment on column app.tasks.attempt is 'How often it was asked.';
comment on column app.tasks.desk is 'Who is asked.';
comment on column app.tasks.kind is 'What sort of desk.';
comment on column app.tasks.opened_seq is 'The change that opened it.';
comment on column app.tasks.opened_at is 'When.';
comment on column app.tasks.due_at is 'The 100 % rung.';
comment on column app.tasks.paused is 'Whether its clock stands still.';
comment on column app.tasks.claimed_by is 'The account that has taken it.';
comment on column app.tasks.version is 'Counts its changes.';
comment on column app.tasks.body is 'Class B: ladder, claim, who has voted. What tells of the person is taken out of it.';
comment on column app.tasks.told is 'Sealed: a cause or a state that tells of her; null for most.';
comment on column app.tasks.votes is 'Sealed: what was voted.';
comment on column app.tasks.state is 'Whether it still waits.';
comment on column app.tasks.outcome is 'Sealed: the answer.';
comment on column app.tasks.closed_seq is 'The change that ended it.';
comment on column app.tasks.closed_at is 'When.';
comment on column app.tasks.delivered_at is 'When the notice about it had left.';
comment on column app.tasks.seen_at is 'When somebody of the desk first looked at it.';
comment on column app.decisions.task is 'Class B: the task that it answers.';
comment on column app.decisions.step is 'Class B: which step is answered. How, is sealed.';
comment on column app.decisions.final is 'Whether it settles the task; a vote does not.';
comment on column app.decisions.body is 'Sealed: the answer, until when it holds, which state gave it, what it refers to.';
comment on column app.documents.ref is 'Random; tells nothing.';
comment on column app.documents.body is 'Sealed: type, number, machine-readable zone, expiry, hash.';
comment on column app.timeline.body is 'Sealed: what the line says.';
comment on column app.movements.ref is 'Random; tells nothing.';
comment on column app.movements.status is 'How far it has come.';
comment on column app.movements.charter is 'Whether the whole vehicle is ours.';
comment on column app.movements.seats is 'All of them.';
comment on column app.movements.blocked is 'Not to be sold.';
comment on column app.movements.sold is 'How many have one.';
comment on column app.movements.standby is 'How many wait for one.';
comment on column app.movements.manifest is 'Its version.';
comment on column app.movements.desk is 'The transport desk.';
comment on column app.movements.receiving is 'The desk that confirms the arrival.';
comment on column app.movements.escorts is 'The desks that go along.';
comment on column app.movements.seq is 'The newest change.';
comment on column app.movements.departs_at is 'Class B: of the first leg.';
comment on column app.movements.arrives_at is 'Class B: of the last leg, as planned.';
comment on column app.movements.planned_at is 'When it was planned.';
comment on column app.movements.updated_at is 'Its newest change.';
comment on column app.movements.ended_at is 'When it ended.';
comment on column app.movements.state is 'Sealed with the key of the movement: legs and their places, passengers and their needs, who must not travel with whom.';
comment on column app.movement_changes.kind is 'What was asked.';
comment on column app.movement_changes.words is 'Sealed: what was written with it.';
comment on column app.movement_changes.fair_order is 'Sealed: who was before whom, and why.';
comment on column app.movement_timeline.body is 'Sealed: what the line says, and of whom.';
comment on column app.passengers.body is 'Sealed with the key of the movement: state, reason, outcome, needs.';
comment on column app.notices.id is 'A number.';
comment on column app.notices.kind is 'Class B: what sort of message.';
comment on column app.notices.desk is 'Whom it concerns.';
comment on column app.notices.rung is 'How far above the desk it goes.';
comment on column app.notices.task is 'Where to look.';
comment on column app.notices.created_at is 'When.';
comment on column app.notices.sent_at is 'When it left.';
comment on column app.notices.stopped_at is 'When it was stopped for ever.';
comment on column app.plans.ref is 'Random; tells nothing.';
comment on column app.plans.step is 'Class B: the step that was answered with it.';
comment on column app.plans.body is 'Sealed: the whole plan.';
comment on column app.scores.ref is 'Random; tells nothing.';
comment on column app.scores.step is 'Class B: the visit.';
comment on column app.scores.questionnaire is 'Class A: which one.';
comment on column app.scores.version is 'Of the questionnaire.';
comment on column app.scores.body is 'Sealed: answers and marks.';

comment on table app.facts is 'Everything that was ever known of a case, sealed. Superseded, never overwritten.';
comment on table app.timeline is 'What happened to a case, line by line, sealed. Who and when stand in its change.';
comment on table app.tasks is 'Requests to desks, open and ended: what inboxes are ordered and narrowed by, and sealed what tells of the person.';
comment on table app.passengers is 'Which case was ever a passenger of which trip.';
comment on table app.movement_timeline is 'What happened to a movement, line by line, sealed.';
comment on table app.scores is 'Filled-in questionnaires of a version, with what was computed of them: sealed.';
comment on table app.documents is 'Travel documents that were issued.';

-- +goose Down
-- +goose StatementBegin
do $$ begin
    if exists (select 1 from app.cases) or exists (select 1 from app.commands) or exists (select 1 from app.lists)
    or exists (select 1 from app.movements) then
        raise exception using errcode = 'restrict_violation', message = 'what is sealed is not unsealed by a migration';
    end if;
end $$;
-- +goose StatementEnd

alter table app.scores drop column body, add column answers bytea, add column marks jsonb not null,
    add column composite double precision check (composite between 0 and 1);

alter table app.plans add column dimensions text[] not null;

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

create table app.separations (
    movement_ref text not null references app.movements,
    a            text not null references app.cases,
    b            text not null references app.cases,
    primary key (movement_ref, a, b),
    constraint separations_ordered check (a < b)
);
create index separations_a on app.separations (a);
create index separations_b on app.separations (b);

alter table app.passengers drop column body, add column block text not null, add column state text not null,
    add column why text not null, add column outcome text not null, add column since timestamptz not null, add column body jsonb not null;

alter table app.movement_timeline drop column body, add column code text not null, add column case_ref text not null,
    add column detail text not null, add column gates text[] not null;

alter table app.movement_changes drop column fair_order, add column fair_order jsonb;

alter table app.movements drop column state, add column state jsonb not null;

alter table app.timeline drop column body, add column code text not null, add column step text not null, add column task text not null,
    add column outcome text not null, add column desk text not null, add column detail text not null;

alter table app.documents drop column body, add column type text not null, add column number bytea, add column mrz bytea,
    add column expires_at timestamptz, add column hash text not null;

alter table app.decisions drop column body, add column outcome text not null, add column until timestamptz,
    add column state text not null, add column ref text not null, add column reasoned boolean not null;

alter table app.tasks drop column told, drop column votes, drop column outcome, add column outcome text not null;

alter table app.holds drop column body, add column kind text not null, add column since timestamptz not null,
    add column review_by timestamptz not null;

alter table app.waivers drop column conditions, add column conditions text[] not null;

alter table app.consents drop column body, add column consent text not null, add column at timestamptz not null,
    add column until timestamptz, add column withdrawn_at timestamptz, add column mode text not null,
    add column language text not null, add column key text not null;

alter table app.facts drop column body, add column name text not null, add column value text not null;

alter table app.case_changes drop column recorded, add column recorded jsonb not null;

alter table app.cases drop column state, add column state jsonb not null;

alter table app.list_rows drop constraint list_rows_keyed, drop column keyed_by;

alter table app.commands
    drop constraint commands_settled, drop constraint commands_refused, drop column args, drop column answer, drop column refusal,
    add column args jsonb not null, add column answer jsonb, add column message text, add column details jsonb,
    add constraint commands_settled check ((state = 'settled') = (answer is not null)),
    add constraint commands_refused check ((state = 'refused') = (code is not null) and (code is null) = (message is null));
