-- +goose Up
-- A batch of decisions on more requests than one officer may decide alone at once. It waits for a second person.
create table app.batches (
    ref             text primary key,
    account         text not null,
    desk            text not null,
    agency          text not null,
    role            text not null,
    proposed_at     timestamptz not null,
    until_at        timestamptz not null check (until_at > proposed_at),
    alone           integer not null check (alone > 0),
    digest          text not null check (digest ~ '^[0-9a-f]{64}$'),
    state           text not null check (state in ('waiting', 'agreed', 'refused', 'withdrawn')),
    decided_at      timestamptz,
    decided_account text,
    decided_desk    text,
    decided_agency  text,
    decided_role    text,
    constraint batches_decided check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_account is null)),
    constraint batches_two check (decided_account is null or (state = 'withdrawn') = (decided_account = account))
);
comment on table app.batches is 'Batches of decisions that took, or take, a second person. References and codes, class B; the decisions are in batch_items.';
comment on column app.batches.ref is 'Its reference, made from the keys of its decisions.';
comment on column app.batches.account is 'The account that proposed it, and in whose name it is carried out.';
comment on column app.batches.desk is 'At which desk.';
comment on column app.batches.agency is 'Of which agency.';
comment on column app.batches.role is 'In which role.';
comment on column app.batches.proposed_at is 'When it was proposed.';
comment on column app.batches.until_at is 'When it ends without an answer.';
comment on column app.batches.alone is 'For how many one officer could have decided alone.';
comment on column app.batches.digest is 'SHA-256 of exactly these decisions in these versions. The second person agrees to it.';
comment on column app.batches.state is 'Whether it waits, or how it was answered. One that has expired still says that it waits.';
comment on column app.batches.decided_at is 'When it was answered; null until then.';
comment on column app.batches.decided_account is 'Who answered it: another account, or the same for a withdrawal.';
comment on column app.batches.decided_desk is 'At which desk.';
comment on column app.batches.decided_agency is 'Of which agency.';
comment on column app.batches.decided_role is 'In which role.';
create index batches_desk on app.batches (desk, proposed_at desc) where state = 'waiting';
create index batches_proposed on app.batches (proposed_at);

create table app.batch_items (
    batch_ref text not null references app.batches on delete cascade,
    place     integer not null check (place > 0),
    case_ref  text not null references app.cases,
    task      text not null,
    version   bigint not null check (version > 0),
    outcome   text not null,
    body      bytea,
    rule      text,
    primary key (batch_ref, place)
);
comment on table app.batch_items is 'The decisions of a batch. They go with the case when it is erased.';
comment on column app.batch_items.batch_ref is 'The batch.';
comment on column app.batch_items.place is 'Which one of the batch, from 1.';
comment on column app.batch_items.case_ref is 'The random reference of the case.';
comment on column app.batch_items.task is 'The request.';
comment on column app.batch_items.version is 'The version of the request that is decided.';
comment on column app.batch_items.outcome is 'The answer, as a code.';
comment on column app.batch_items.body is 'Sealed with the key of the case: the whole decision as it was sent, with its reasons and its key.';
comment on column app.batch_items.rule is 'By which rule it was left out when the second person agreed; null if it was sent.';
create index batch_items_case on app.batch_items (case_ref);

-- Written by the API in the name of an officer. An answer is written once, and the account that proposed can only
-- withdraw.
call app.wall('app.batches', 'desk = app.asker_desk() or agency = app.asker_agency() and app.asker_role() in (''supervisor'', ''mission_head'')');
create policy proposes on app.batches for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'waiting'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role());
create policy answers on app.batches for update to homeward_api
    using (app.asker_kind() = 'officer' and state = 'waiting')
    with check (state <> 'waiting' and decided_account = app.asker_account() and decided_desk = app.asker_desk());
grant insert, update (state, decided_at, decided_account, decided_desk, decided_agency, decided_role) on app.batches to homeward_api;
call app.wall('app.batch_items', 'exists (select from app.batches b where b.ref = batch_ref)');
create policy proposes on app.batch_items for insert to homeward_api with check (app.asker_kind() = 'officer' and rule is null
    and exists (select from app.batches b where b.ref = batch_ref and b.state = 'waiting' and b.account = app.asker_account()) and app.sees_case(case_ref));
create policy answers on app.batch_items for update to homeward_api
    using (app.asker_kind() = 'officer' and exists (select from app.batches b where b.ref = batch_ref and b.state = 'waiting'));
grant insert, update (rule, body) on app.batch_items to homeward_api;
-- Taken away by the rules of retention, and with an erased case.
grant delete on app.batches, app.batch_items to homeward_worker;

-- +goose Down
drop table app.batch_items;
drop table app.batches;
