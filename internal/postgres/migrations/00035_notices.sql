-- +goose Up
-- A notice has a life on record: it is addressed to a desk, or to a role at it; an officer reads it by a time, and
-- if none does, it is raised to the supervisor of the desk and to the national coordinator. A row that was written
-- before this migration needs no reading, and stays as it is.
alter table app.notices
    add column role text not null default '',
    add column urgent boolean not null default false,
    add column from_desk text not null default '',
    add column due_at timestamptz,
    add column read_at timestamptz,
    add column read_by text,
    add column read_key text,
    add column escalated_at timestamptz,
    add column escalated_to text,
    add column climbed integer not null default 0,
    add column climbs_at timestamptz,
    add column raises bigint references app.notices on delete cascade,
    add column raised_for text not null default '',
    add column raised integer not null default 0,
    add constraint notices_read check ((read_at is null) = (read_by is null)),
    add constraint notices_escalated check ((escalated_at is null) = (escalated_to is null)),
    add constraint notices_raised check ((raises is null) = (raised_for = ''));
comment on column app.notices.role is 'Class B: the role at the desk that it is for; empty for every officer of the desk.';
comment on column app.notices.urgent is 'Whether it has to be read within hours.';
comment on column app.notices.from_desk is 'The desk that acted; empty where a clock did.';
comment on column app.notices.due_at is 'When it has to be read; null if it needs no reading.';
comment on column app.notices.read_at is 'When it was read first.';
comment on column app.notices.read_by is 'The account that read it first.';
comment on column app.notices.read_key is 'The key of the request with which it was read.';
comment on column app.notices.escalated_at is 'When it was last raised, because it was not read.';
comment on column app.notices.escalated_to is 'The desk that it was raised to then.';
comment on column app.notices.climbed is 'How many levels above the desk it has passed.';
comment on column app.notices.climbs_at is 'When it is raised next; null if it is not.';
comment on column app.notices.raises is 'The notice to another desk that this one is about, because it was not read there.';
comment on column app.notices.raised_for is 'The desk that has not read it.';
comment on column app.notices.raised is 'How often it was raised again to the same desk.';

-- A raised notice has the change of the one that it is about. There is one for each level.
drop index app.notices_case;
drop index app.notices_movement;
drop index app.notices_erasure;
create unique index notices_case on app.notices (case_ref, seq, n) where movement_ref is null and raises is null;
create unique index notices_movement on app.notices (movement_ref, seq, n) where movement_ref is not null and raises is null;
create unique index notices_erasure on app.notices (erasure_ref, seq, n) where erasure_ref is not null and raises is null;
create unique index notices_raised on app.notices (raises, rung) where raises is not null;
create index notices_climbing on app.notices (climbs_at) where climbs_at is not null;
create index notices_unread on app.notices (desk, id desc) where read_at is null and due_at is not null;

-- An officer sees what is for the desk and the role, of cases that they see. An officer of a state that she may
-- fear sees the request to delete alone. Package policy narrows this further.
drop policy officer on app.notices;
create policy officer on app.notices for select to homeward_api using (app.asker_kind() = 'officer'
    and desk = app.asker_desk() and role in ('', app.asker_role())
    and (case_ref is null or exists (select from app.cases c where c.ref = case_ref
        and (coalesce(app.asker_country(), '') <> all (c.feared) or kind = 'recall_and_delete' or task like 'attest/%'))));
-- Reading is recorded once, in the name of the reader.
create policy reads on app.notices for update to homeward_api
    using (app.asker_kind() = 'officer' and read_at is null)
    with check (app.asker_kind() = 'officer' and read_by = app.asker_account() and read_at is not null);
grant update (read_at, read_by, read_key) on app.notices to homeward_api;

-- +goose Down
revoke update (read_at, read_by, read_key) on app.notices from homeward_api;
drop policy reads on app.notices;
drop policy officer on app.notices;
create policy officer on app.notices for select to homeward_api using (app.asker_kind() = 'officer' and (desk = app.asker_desk()));
alter table app.notices no force row level security;
delete from app.notices where raises is not null;
alter table app.notices force row level security;
drop index app.notices_unread;
drop index app.notices_climbing;
drop index app.notices_raised;
drop index app.notices_erasure;
drop index app.notices_movement;
drop index app.notices_case;
create unique index notices_case on app.notices (case_ref, seq, n) where movement_ref is null;
create unique index notices_movement on app.notices (movement_ref, seq, n) where movement_ref is not null;
create unique index notices_erasure on app.notices (erasure_ref, seq, n) where erasure_ref is not null;
alter table app.notices drop constraint notices_raised, drop constraint notices_escalated, drop constraint notices_read,
    drop column raised, drop column raised_for, drop column raises, drop column climbs_at, drop column climbed, drop column escalated_to,
    drop column escalated_at, drop column read_key, drop column read_by, drop column read_at, drop column due_at, drop column from_desk,
    drop column urgent, drop column role;
