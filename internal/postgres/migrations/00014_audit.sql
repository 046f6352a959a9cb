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
    commitment   text not null check (commitment ~ '^([0-9a-f]{64})?$'),
    -- Nothing but codes: no space, no quote, no other script. What a person wrote cannot stand here.
    constraint audit_events_codes check (account || desk || agency || role || session || action || subject_kind || subject_ref || purpose || code
        || array_to_string(classes, '') ~ '^[!#-\[\]-~]*$')
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

-- The tree over the events (RFC 6962). No foreign keys: nobody may take an event away, and a
-- check would write to the rows that are only to be added to. `homeward audit verify` checks.
create table app.audit_leaves (
    leaf      bigint primary key check (leaf >= 0),
    event     bigint not null unique,
    hashes    bytea not null check (octet_length(hashes) >= 32 and octet_length(hashes) % 32 = 0),
    signature bytea not null
);
comment on table app.audit_leaves is 'The place of each event in the tree, from 0 without gaps, with the hashes that the tree is continued from. Added to, never changed.';
comment on column app.audit_leaves.leaf is 'The place.';
comment on column app.audit_leaves.event is 'The id of the event.';
comment on column app.audit_leaves.hashes is 'SHA-256 of the event, then of the subtrees that it completes: of two leaves, of four, and so on. No personal data.';
comment on column app.audit_leaves.signature is 'The log''s signature on the hash at its place. No personal data.';
create trigger audit_refuse before update or delete or truncate on app.audit_leaves
    for each statement execute function app.audit_refuse();

create table app.audit_heads (
    size   bigint primary key check (size > 0),
    signed text not null,
    at     timestamptz not null
);
comment on table app.audit_heads is 'Signed heads of the tree (checkpoints), one a minute while something happens, and one at once after an approval. Added to, never changed.';
comment on column app.audit_heads.size is 'How many leaves it is of.';
comment on column app.audit_heads.signed is 'The head with the log''s signature, as a signed note.';
comment on column app.audit_heads.at is 'When it was signed.';
create trigger audit_refuse before update or delete or truncate on app.audit_heads
    for each statement execute function app.audit_refuse();

create table app.audit_cosignatures (
    size    bigint not null references app.audit_heads,
    witness text not null check (witness <> ''),
    agency  text not null,
    line    text not null,
    at      timestamptz not null,
    primary key (size, witness)
);
comment on table app.audit_cosignatures is 'Signatures of partner agencies under heads: each has seen that this head goes on from all that it signed before. Added to, never changed.';
comment on column app.audit_cosignatures.size is 'Of which head.';
comment on column app.audit_cosignatures.witness is 'The name of the witness''s key.';
comment on column app.audit_cosignatures.agency is 'Whose key it is.';
comment on column app.audit_cosignatures.line is 'The signature as it stands under the head.';
comment on column app.audit_cosignatures.at is 'When, as the witness says.';
create trigger audit_refuse before update or delete or truncate on app.audit_cosignatures
    for each statement execute function app.audit_refuse();

create table app.commitments (
    case_ref text not null,
    seq      bigint not null,
    nonce    bytea not null,
    primary key (case_ref, seq),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.commitments is 'What opens the commitments that stand in the audit log: that decisions are what they were. Who is erased leaves commitments that nobody opens.';
comment on column app.commitments.case_ref is 'The case.';
comment on column app.commitments.seq is 'The change that decided.';
comment on column app.commitments.nonce is '32 random bytes, sealed with the case.';
call app.wall('app.commitments', 'app.sees_case(case_ref)');
grant insert on app.commitments to homeward_worker;

-- What was asked for and not there to be seen stands in the log as a hash of what was asked
-- for, which may be anything. Whoever may know of the case may know that it was asked for.
create function app.asked_hash(ref text) returns text language sql immutable parallel safe
    return 'asked-' || left(encode(sha256(decode(ref, 'escape')), 'hex'), 32);
comment on function app.asked_hash is 'A reference as it stands in the log when it was asked for in vain.';
create index cases_asked on app.cases (app.asked_hash(ref));
-- With the owner's rights, because row-level security keeps the index above from being used; the
-- wall asks about the case that it gives.
-- +goose StatementBegin
create function app.asked_case(hash text) returns text language plpgsql stable security definer set search_path = '' as $$
begin
    return (select c.ref from app.cases c where app.asked_hash(c.ref) = hash);
end $$;
create function app.sees_asked(hash text) returns boolean language plpgsql stable as $$
begin
    return app.sees_case(app.asked_case(hash));
end $$;
-- +goose StatementEnd
comment on function app.asked_case is 'Which case it was that was asked for in vain: a random reference, which opens nothing.';
comment on function app.sees_asked is 'Whether what was asked for in vain is a case that the asker may know of.';

-- The wall (migration 11). Whoever acts leaves a trace, in their own name; the worker's sequencer
-- gives it its place. The auditor reads everything, the data protection officer what the own
-- agency did and what was done to the cases in their care, the caseworker what was done to hers.
call app.wall('app.audit_events', $$coalesce(app.asker_role() = 'auditor'
    or app.asker_role() = 'data_protection_officer' and agency = app.asker_agency()
    or app.asker_role() in ('data_protection_officer', 'caseworker') and subject_kind = 'case'
        and (app.sees_case(subject_ref) or subject_ref like 'asked-%' and app.sees_asked(subject_ref)), false)$$);
create policy leaves on app.audit_events for insert to homeward_api
    with check (app.asker_kind() = 'door' or app.asker_kind() = 'officer' and account = app.asker_account());
grant insert on app.audit_events to homeward_api, homeward_worker;

call app.wall('app.audit_pending', 'false');
create policy queues on app.audit_pending for insert to current_user with check (true);
grant delete on app.audit_pending to homeward_worker;

-- Hashes and heads tell nothing of anybody: whoever has signed in may hold the log against them.
call app.wall('app.audit_leaves', 'true');
call app.wall('app.audit_heads', 'true');
call app.wall('app.audit_cosignatures', 'true');
create policy countersigns on app.audit_cosignatures for insert to homeward_api
    with check (app.asker_kind() = 'officer' and agency = app.asker_agency());
grant insert on app.audit_leaves, app.audit_heads to homeward_worker;
grant insert on app.audit_cosignatures to homeward_api;

-- Who checks the log from outside reads all of it, and nothing else.
create policy reads on app.audit_events for select to homeward_audit using (true);
create policy reads on app.audit_pending for select to homeward_audit using (true);
create policy reads on app.audit_leaves for select to homeward_audit using (true);
create policy reads on app.audit_heads for select to homeward_audit using (true);
create policy reads on app.audit_cosignatures for select to homeward_audit using (true);
grant select on app.audit_events, app.audit_pending, app.audit_leaves, app.audit_heads, app.audit_cosignatures to homeward_audit;
revoke execute on all routines in schema app from public;
grant execute on function app.asked_hash, app.asked_case, app.sees_asked to homeward_api, homeward_worker;

-- +goose Down
drop table app.commitments, app.audit_cosignatures, app.audit_heads, app.audit_leaves, app.audit_pending, app.audit_events;
drop index app.cases_asked;
drop function app.sees_asked, app.asked_case, app.asked_hash, app.audit_queue, app.audit_refuse;
