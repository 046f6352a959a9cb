-- +goose Up
create table app.audit_events (
    id           bigint generated always as identity primary key,
    form         smallint not null default 1,
    at           timestamptz not null,
    account      text not null,
    desk         text not null,
    agency       text not null,
    role         text not null,
    session      text not null,
    action       text not null check (action <> ''),
    subject_kind text not null check (subject_kind <> ''),
    subject_ref  text not null,
    seq          bigint not null check (seq >= 0),
    classes      text[] not null,
    purpose      text not null,
    outcome      text not null check (outcome in ('allowed', 'denied')),
    code         text not null,
    key          text not null check (key ~ '^([0-9a-f]{64})?$'),
    commitment   text not null check (commitment ~ '^([0-9a-f]{64})?$')
);
comment on table app.audit_events is 'Who did, saw or was refused what, to which reference, when and why. Codes and random references only: it stays when a person is erased. Added to, never changed.';
comment on column app.audit_events.id is 'The order of writing, with gaps. The place in the tree is another number.';
comment on column app.audit_events.form is 'In which canonical form its leaf was hashed.';
comment on column app.audit_events.at is 'When it was recorded.';
comment on column app.audit_events.account is 'Who; an opaque code, empty when nobody was known yet.';
comment on column app.audit_events.desk is 'For which desk.';
comment on column app.audit_events.agency is 'For which agency.';
comment on column app.audit_events.role is 'In which role.';
comment on column app.audit_events.session is 'The public reference of the session, which opens nothing.';
comment on column app.audit_events.action is 'What was asked for, as a code of policy or of audit.';
comment on column app.audit_events.subject_kind is 'What sort of thing it was about.';
comment on column app.audit_events.subject_ref is 'Which one: a random reference or a code.';
comment on column app.audit_events.seq is 'Of the change; 0 when it is none.';
comment on column app.audit_events.classes is 'Which field classes were shown, for a read.';
comment on column app.audit_events.purpose is 'Why, from a closed list, for a read.';
comment on column app.audit_events.outcome is 'Whether they got what they asked for.';
comment on column app.audit_events.code is 'A kind of change or the code of a refusal.';
comment on column app.audit_events.key is 'SHA-256 of the key of the command that it came from.';
comment on column app.audit_events.commitment is 'Binds what was decided without telling it.';
create index audit_events_subject on app.audit_events (subject_kind, subject_ref, id);

create table app.audit_pending (
    event bigint primary key
);
comment on table app.audit_pending is 'Events that have no place in the tree yet. The sequencer takes them away as it gives them one.';
comment on column app.audit_pending.event is 'The id of the event.';

-- Whoever adds an event queues it, by whatever way and with whatever rights.
-- +goose StatementBegin
create function app.audit_queue() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into app.audit_pending (event) select id from fresh;
    return null;
end $$;
-- +goose StatementEnd
comment on function app.audit_queue is 'Queues new events for the tree.';
create trigger audit_queue after insert on app.audit_events
    referencing new table as fresh for each statement execute function app.audit_queue();

-- +goose StatementBegin
create function app.audit_refuse() returns trigger language plpgsql set search_path = '' as $$
begin
    raise exception using errcode = 'integrity_constraint_violation', message = 'the audit log is only added to';
end $$;
-- +goose StatementEnd
comment on function app.audit_refuse is 'Refuses to change or take away what was logged.';
create trigger audit_refuse before update or delete or truncate on app.audit_events
    for each statement execute function app.audit_refuse();

-- The wall (migration 11). Whoever acts leaves a trace; the worker's sequencer gives it its place;
-- the officers who look after the log, those who may know of the case, and the auditor's role read it.
call app.wall('app.audit_events', $$app.asker_kind() = 'officer' and (coalesce(app.asker_role() in ('data_protection_officer', 'auditor'), false)
    or subject_kind = 'case' and app.sees_case(subject_ref))$$);
call app.wall('app.audit_pending', 'false');
create policy leaves on app.audit_events for insert to homeward_api with check (app.asker_kind() in ('officer', 'door'));
create policy reads on app.audit_events for select to homeward_audit using (true);
create policy queues on app.audit_pending for insert to current_user with check (true);
grant insert on app.audit_events to homeward_api, homeward_worker;
grant delete on app.audit_pending to homeward_worker;
grant select on app.audit_events to homeward_audit;

-- +goose Down
drop table app.audit_pending, app.audit_events;
drop function app.audit_queue, app.audit_refuse;
