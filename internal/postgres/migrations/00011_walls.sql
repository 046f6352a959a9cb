-- +goose Up
-- The second wall: what the database gives out and takes in, whatever the program in front of
-- it believes. docs/decisions/0007-the-second-wall.md says why, and what it does not stop.
--
-- How a new table gets its wall, in the migration that makes it:
--   1. call app.wall('app.x', 'app.sees_case(case_ref)');
--      Row-level security is on, and forced upon the owner too. The worker, while it says that
--      it is the procedure, sees every row and may write those that it is granted. The API
--      reads, for an officer, the rows for which the second argument holds, and writes nothing.
--   2. Grant what else is needed, by name: grant insert on app.x to homeward_worker;
--   3. What the API itself writes takes a policy of its own; see commands below. What is asked
--      for at the door, before anybody is known, as well; see accounts.
-- The words for the condition: app.sees_case(ref), app.sees_operation(ref), app.sees_list(ref),
-- app.sees_movement(ref), app.asker_account(), app.asker_desk(), app.asker_agency(),
-- app.asker_role(), app.asker_country(), app.asked_at(); app.asker_kind() is officer, procedure,
-- door, or null for nobody.
-- A table that needs no wall is named, with the reason, in wall_test.go, which finds all others.
--
-- A migration that has to change rows of a walled table sees none of them: it says
-- "alter table app.x no force row level security" before, and "force" again after.

-- Who asks. The program says so at the start of every transaction; nobody is null.
create function app.asker_kind() returns text language sql stable parallel safe
    return nullif(current_setting('app.kind', true), '');
create function app.asker_account() returns text language sql stable parallel safe
    return nullif(current_setting('app.account', true), '');
create function app.asker_desk() returns text language sql stable parallel safe
    return nullif(current_setting('app.desk', true), '');
create function app.asker_agency() returns text language sql stable parallel safe
    return nullif(current_setting('app.agency', true), '');
create function app.asker_role() returns text language sql stable parallel safe
    return nullif(current_setting('app.role', true), '');
create function app.asker_country() returns text language sql stable parallel safe
    return nullif(nullif(current_setting('app.country', true), ''), '*');
create function app.asked_at() returns timestamptz language sql stable parallel safe
    return coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());

comment on function app.asker_kind is 'What sort of asker: officer, procedure or door; null for nobody.';
comment on function app.asker_account is 'Whose account asks.';
comment on function app.asker_desk is 'For which desk.';
comment on function app.asker_agency is 'For which agency.';
comment on function app.asker_role is 'In which role.';
comment on function app.asker_country is 'For which state; null for a desk of none.';
comment on function app.asked_at is 'When, by the clock that the program goes by.';

-- What a role may see of the state that it works for, without a part in the thing itself. A
-- test holds these lists against the table of rights in package policy.
create function app.watches(what text) returns boolean language sql stable parallel safe
    return app.asker_role() = any (case what
        when 'cases' then '{supervisor,prosecutor,national_coordinator,operation_lead,data_protection_officer}'::text[]
        when 'operations' then '{registrar,caseworker,supervisor,screener,shelter_officer,medical_officer,immigration_officer,border_officer,transport_coordinator,movement_approver,budget_holder,national_coordinator,operation_lead,data_protection_officer,auditor}'
        when 'movements' then '{supervisor,immigration_officer,transport_coordinator,movement_approver,budget_holder,national_coordinator,operation_lead}'
        when 'manifests' then '{immigration_officer,transport_coordinator,movement_approver,escort}'
    end);
comment on function app.watches is 'Whether the asker''s role looks at what belongs to its state: cases, operations, movements; or reads the cases on a manifest.';

create table app.case_parts (
    case_ref text not null references app.cases,
    desk     text not null check (desk <> ''),
    how      text not null check (how in ('waits', 'part', 'owes', 'books')),
    since    timestamptz not null,
    ended_at timestamptz,
    primary key (case_ref, desk)
);
comment on table app.case_parts is 'Which desks have a part in a case, as package policy says: kept with every change of the case. Whose a desk is stands in the directory.';
comment on column app.case_parts.case_ref is 'The case.';
comment on column app.case_parts.desk is 'The desk. When it had its part taken back the row stays, ended.';
comment on column app.case_parts.how is 'waits: the case waits for it now. part: it was asked before, or is of the case''s own team. owes: what it was given was taken back, and it owes the word that it has deleted it. books: its corridor has it book the journey; it sees the case when it looks for passengers, and does not have it in its list.';
comment on column app.case_parts.since is 'When the part began, by the change that gave it.';
comment on column app.case_parts.ended_at is 'When it was taken back.';
create index case_parts_desk on app.case_parts (desk, case_ref) where ended_at is null;

create table app.case_access (
    case_ref text not null references app.cases,
    kind     text not null check (kind in ('grant', 'glass', 'excluded')),
    id       text not null,
    agency   text,
    account  text,
    classes  text[] not null default '{}',
    purpose  text,
    consent  text,
    since    timestamptz not null,
    until    timestamptz,
    ended_at timestamptz,
    primary key (case_ref, kind, id),
    constraint case_access_whom check (case kind when 'grant' then agency is not null else account is not null end)
);
comment on table app.case_access is 'Who was let in to a case, or kept out of it, by name: kept with every change of the case.';
comment on column app.case_access.case_ref is 'The case.';
comment on column app.case_access.kind is 'grant: to an agency, with consent. glass: broken by an officer in an emergency. excluded: an officer whom the survivor does not want.';
comment on column app.case_access.id is 'Which one of its kind.';
comment on column app.case_access.agency is 'To whom a grant is.';
comment on column app.case_access.account is 'Who broke the glass, or is excluded.';
comment on column app.case_access.classes is 'Which field classes a grant opens; read by package policy.';
comment on column app.case_access.purpose is 'What for, from a closed list.';
comment on column app.case_access.consent is 'On which consent a grant rests.';
comment on column app.case_access.since is 'When it began.';
comment on column app.case_access.until is 'When it ends by itself.';
comment on column app.case_access.ended_at is 'When somebody ended it before.';
create index case_access_agency on app.case_access (agency) where ended_at is null and agency is not null;
create index case_access_account on app.case_access (account) where ended_at is null and account is not null;

create table app.receipts (
    case_ref     text not null,
    task         text not null,
    delivered_at timestamptz,
    seen_at      timestamptz,
    primary key (case_ref, task),
    foreign key (case_ref, task) references app.tasks
);
comment on table app.receipts is 'That a request has reached its desk, and that somebody there has looked at it. The one thing of a case that the API writes.';
comment on column app.receipts.case_ref is 'The case.';
comment on column app.receipts.task is 'The request.';
comment on column app.receipts.delivered_at is 'When its notice was sent.';
comment on column app.receipts.seen_at is 'When somebody of the desk first looked.';
insert into app.receipts (case_ref, task, delivered_at, seen_at)
    select case_ref, task, delivered_at, seen_at from app.tasks where delivered_at is not null or seen_at is not null;
alter table app.tasks drop column delivered_at, drop column seen_at;

-- The walls. What is asked for each row of long lists stands in the policy itself, so that the
-- planner sees through it; what is asked seldom, or of few rows, is a function. "offset 0" keeps
-- the planner from answering the question for all cases at once where fifty are looked at.

-- +goose StatementBegin
create procedure app.wall(walled regclass, seen text) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', walled);
    execute format('alter table %s force row level security', walled);
    execute format('create policy procedure on %s to homeward_worker using (app.asker_kind() = ''procedure'')', walled);
    execute format('create policy officer on %s for select to homeward_api using (app.asker_kind() = ''officer'' and (%s))', walled, seen);
    execute format('grant select on %s to homeward_api, homeward_worker', walled);
end $$;
-- +goose StatementEnd
comment on procedure app.wall is 'Walls a table in. See the head of migration 11.';

-- Whether one case, operation, list or movement is the asker's to know of: whether its own
-- policy shows it. Asked from a function that runs with the owner's rights they say no: there
-- it would be the owner's policy.
-- +goose StatementBegin
create function app.sees_case(of text) returns boolean language plpgsql stable as $$
begin
    return current_user = session_user and exists (select from app.cases c where c.ref = of);
end $$;
create function app.sees_operation(of text) returns boolean language plpgsql stable as $$
begin
    return current_user = session_user and exists (select from app.operations o where o.ref = of);
end $$;
create function app.sees_list(of text) returns boolean language plpgsql stable as $$
begin
    return current_user = session_user and exists (select from app.lists l where l.ref = of);
end $$;
create function app.sees_movement(of text) returns boolean language plpgsql stable as $$
begin
    return current_user = session_user and exists (select from app.movements m where m.ref = of);
end $$;
-- +goose StatementEnd
comment on function app.sees_case is 'Whether a case is the asker''s to know of.';
comment on function app.sees_operation is 'Whether an operation is the asker''s to know of.';
comment on function app.sees_list is 'Whether a list is the asker''s to know of.';
comment on function app.sees_movement is 'Whether a movement is the asker''s to know of.';

-- Who else sees a case than the desks with a part in it, and those who watch for its state:
-- other desks of their agencies, whoever was let in, and whoever reads a manifest that it is,
-- or was, on. It looks with the owner's rights at what the asker does not see.
-- +goose StatementBegin
create function app.let_in(of text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
    if exists (select from app.case_parts p join app.desks d on d.id = p.desk
        where p.case_ref = of and p.ended_at is null and p.how <> 'owes' and d.agency = app.asker_agency()) then
        return true;
    end if;
    if exists (select from app.case_access x where x.case_ref = of and x.ended_at is null and x.since <= app.asked_at()
        and (x.until is null or x.until > app.asked_at())
        and (x.kind = 'grant' and x.agency = app.asker_agency() or x.kind = 'glass' and x.account = app.asker_account())) then
        return true;
    end if;
    return app.watches('manifests') and exists (select from app.passengers p join app.movements m on m.ref = p.movement_ref
        where p.case_ref = of and (
            app.asker_desk() in (m.desk, m.receiving) or app.asker_desk() = any (m.escorts)
            or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (m.desk, m.receiving) or d.id = any (m.escorts)))
            or exists (select from app.desks d where d.id = m.desk and d.country = app.asker_country())));
end $$;
-- +goose StatementEnd
comment on function app.let_in is 'Whether a case is the asker''s to know of by its agency, by a grant or broken glass, or by a manifest.';

-- Cases. This is wider than what package policy allows, never narrower; a test holds one
-- against the other. Written by the worker alone.
call app.wall('app.cases', $$(
        exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null offset 0)
        or app.watches('cases') and host = app.asker_country()
        or app.let_in(ref)
    ) and not exists (select from app.case_access x where x.case_ref = ref and x.kind = 'excluded' and x.account = app.asker_account()
        and x.ended_at is null and (x.until is null or x.until > app.asked_at()) offset 0)$$);
-- Of parts and access the asker sees its own desk's and its agency's.
call app.wall('app.case_parts', 'desk = app.asker_desk() or desk in (select d.id from app.desks d where d.agency = app.asker_agency())');
call app.wall('app.case_access', 'agency = app.asker_agency() or account = app.asker_account()');
call app.wall('app.people', 'app.sees_case(case_ref)');
call app.wall('app.people_index', 'app.sees_case(case_ref)');
call app.wall('app.case_changes', 'app.sees_case(case_ref)');
call app.wall('app.facts', 'app.sees_case(case_ref)');
call app.wall('app.consents', 'app.sees_case(case_ref)');
call app.wall('app.waivers', 'app.sees_case(case_ref)');
call app.wall('app.holds', 'app.sees_case(case_ref)');
call app.wall('app.tasks', 'app.sees_case(case_ref)');
call app.wall('app.decisions', 'app.sees_case(case_ref)');
call app.wall('app.documents', 'app.sees_case(case_ref)');
call app.wall('app.timeline', 'app.sees_case(case_ref)');
call app.wall('app.plans', 'app.sees_case(case_ref)');
call app.wall('app.scores', 'app.sees_case(case_ref)');
grant insert on app.case_changes, app.facts, app.consents, app.waivers, app.decisions, app.documents, app.timeline, app.plans, app.scores
    to homeward_worker;
grant insert, update on app.cases, app.people, app.holds, app.tasks, app.case_parts, app.case_access to homeward_worker;
grant insert, delete on app.people_index to homeward_worker; -- added to, and taken away with the person

-- The one thing of a case that the API writes: that somebody has looked.
call app.wall('app.receipts', 'app.sees_case(case_ref)');
create policy seen on app.receipts for insert to homeward_api
    with check (app.asker_kind() = 'officer' and delivered_at is null and app.sees_case(case_ref));
create policy seen_again on app.receipts for update to homeward_api using (app.asker_kind() = 'officer' and app.sees_case(case_ref));
grant insert (case_ref, task, seen_at), update (seen_at) on app.receipts to homeward_api;
grant insert, update on app.receipts to homeward_worker;

-- Operations and lists: of the desk that leads, of its agency, and of those who work on operations
-- in the host state. Lists are taken in by the API, in the name of whoever uploads them.
call app.wall('app.operations', $$lead = app.asker_desk() or app.watches('operations') and host = app.asker_country()
    or exists (select from app.desks d where d.id = lead and d.agency = app.asker_agency() offset 0)$$);
call app.wall('app.operation_changes', 'app.sees_operation(operation_ref)');
call app.wall('app.lists', 'app.sees_operation(operation_ref)');
call app.wall('app.list_rows', 'app.sees_list(list_ref)');
create policy uploads on app.lists for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'read'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role()
    and app.sees_operation(operation_ref));
create policy uploads on app.list_rows for insert to homeward_api with check (app.asker_kind() = 'officer' and case_ref is null
    and exists (select from app.lists l where l.ref = list_ref and l.state = 'read' and l.account = app.asker_account() offset 0));
grant insert on app.lists, app.list_rows to homeward_api;
grant insert, update on app.operations to homeward_worker;
grant insert on app.operation_changes to homeward_worker;
grant update on app.lists, app.list_rows to homeward_worker;

-- Movements: of the desks that book, receive and escort, of their agencies, and of those who look
-- after movements in the state of the desk that books. Written by the worker alone.
call app.wall('app.movements', $$app.asker_desk() in (desk, receiving) or app.asker_desk() = any (escorts)
    or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (desk, receiving) or d.id = any (escorts)) offset 0)
    or app.watches('movements') and exists (select from app.desks d where d.id = desk and d.country = app.asker_country() offset 0)$$);
call app.wall('app.movement_changes', 'app.sees_movement(movement_ref)');
call app.wall('app.movement_timeline', 'app.sees_movement(movement_ref)');
call app.wall('app.passengers', 'app.sees_movement(movement_ref)');
grant insert, update on app.movements, app.passengers to homeward_worker;
grant insert on app.movement_changes, app.movement_timeline to homeward_worker;

-- The outbox says where to look, and belongs to the desk that is to look.
call app.wall('app.notices', 'desk = app.asker_desk()');
grant insert, update on app.notices to homeward_worker;

-- Commands: kept and answered by the API in the name of their sender, who alone sees them.
call app.wall('app.commands', 'account = app.asker_account()');
create policy asks on app.commands for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'pending'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role());
create policy hears on app.commands for update to homeward_api using (app.asker_kind() = 'officer' and account = app.asker_account());
grant insert, update (state, answer, code, refusal, ended_at) on app.commands to homeward_api;
grant update on app.commands to homeward_worker;

-- Accounts: whoever stands at the door looks there. The owner's hand writes the first ones, and
-- the worker has no business with them.
alter table app.accounts enable row level security;
alter table app.accounts force row level security;
create policy looks on app.accounts for select to homeward_api using (app.asker_kind() in ('officer', 'door'));
create policy seeds on app.accounts to current_user using (true);
grant select on app.accounts to homeward_api;

-- Counting. Whoever may know of an operation may know how many people it is about, and not who:
-- the two functions run with the owner's rights and give no references.
-- +goose StatementBegin
create function app.counts(operation text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
    -- Here the owner asks: which role stands behind it only the session says.
    if app.asker_kind() = 'procedure' then
        return pg_has_role(session_user, 'homeward_worker', 'usage');
    end if;
    return operation <> '' and app.asker_kind() = 'officer' and exists (select from app.operations o where o.ref = operation
        and (o.lead = app.asker_desk() or app.watches('operations') and o.host = app.asker_country()
            or o.lead in (select d.id from app.desks d where d.agency = app.asker_agency())));
end $$;
create function app.counted_cases(operation text) returns table (stage text, lane text, ended boolean, next_due timestamptz, paused boolean, minor boolean, deceased boolean)
    language plpgsql stable security definer set search_path = '' as $$
begin
    if not coalesce(app.counts(operation), false) then
        return;
    elsif operation = '' then
        return query select c.stage, c.lane, c.ended_at is not null, c.next_due, c.pause is not null, c.minor, c.deceased from app.cases c;
    else
        return query select c.stage, c.lane, c.ended_at is not null, c.next_due, c.pause is not null, c.minor, c.deceased
            from app.cases c where c.operation_ref = operation;
    end if;
end $$;
create function app.counted_tasks(operation text) returns table (desk text, kind text, paused boolean, due_at timestamptz, opened_at timestamptz)
    language plpgsql stable security definer set search_path = '' as $$
begin
    if not coalesce(app.counts(operation), false) then
        return;
    elsif operation = '' then
        return query select t.desk, t.kind, t.paused, t.due_at, t.opened_at from app.tasks t where t.state = 'open';
    else
        return query select t.desk, t.kind, t.paused, t.due_at, t.opened_at from app.tasks t join app.cases c on c.ref = t.case_ref
            where t.state = 'open' and c.operation_ref = operation;
    end if;
end $$;
-- +goose StatementEnd
comment on function app.counts is 'Whether the asker may count the people of an operation, or, for none, all people.';
comment on function app.counted_cases is 'The cases of an operation, or all of them, to be counted: without references.';
comment on function app.counted_tasks is 'The open tasks of an operation, or all of them, to be counted: without references.';
-- What the functions above look at with the owner's rights, and only while somebody asks. The
-- owner writes none of it.
create policy looks on app.cases for select to current_user using (app.asker_kind() is not null);
create policy looks on app.tasks for select to current_user using (app.asker_kind() is not null);
create policy looks on app.case_parts for select to current_user using (app.asker_kind() is not null);
create policy looks on app.case_access for select to current_user using (app.asker_kind() is not null);
create policy looks on app.operations for select to current_user using (app.asker_kind() is not null);
create policy looks on app.movements for select to current_user using (app.asker_kind() is not null);
create policy looks on app.passengers for select to current_user using (app.asker_kind() is not null);

-- Codes for everybody, of nobody in particular.
grant select on app.agencies, app.desks, app.corridor_versions to homeward_api, homeward_worker;

revoke execute on all routines in schema app from public;
grant execute on all functions in schema app to homeward_api, homeward_worker;
grant usage on schema app to homeward_api, homeward_worker, homeward_audit;

-- +goose Down
-- +goose StatementBegin
do $$
declare one record;
begin
    for one in select policyname, tablename from pg_policies where schemaname = 'app' loop
        execute format('drop policy %I on app.%I', one.policyname, one.tablename);
    end loop;
    for one in select relname from pg_class where relnamespace = 'app'::regnamespace and relrowsecurity loop
        execute format('alter table app.%I disable row level security, no force row level security', one.relname);
    end loop;
end $$;
-- +goose StatementEnd
alter table app.tasks add column delivered_at timestamptz, add column seen_at timestamptz;
update app.tasks t set delivered_at = r.delivered_at, seen_at = r.seen_at from app.receipts r where r.case_ref = t.case_ref and r.task = t.task;
drop table app.receipts, app.case_access, app.case_parts;
revoke all on all tables in schema app from homeward_api, homeward_worker, homeward_audit;
drop procedure app.wall;
drop function app.counted_tasks, app.counted_cases, app.counts, app.let_in, app.sees_movement, app.sees_list, app.sees_operation, app.sees_case, app.watches,
    app.asked_at, app.asker_country, app.asker_role, app.asker_agency, app.asker_desk, app.asker_account, app.asker_kind;
revoke usage on schema app from homeward_api, homeward_worker, homeward_audit;
