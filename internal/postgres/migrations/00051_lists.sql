-- +goose Up
-- Lists stay fast with many open cases. Requests carry what they are filtered by; counts read an index and no
-- rows; and row-level security of lists stands in the policies themselves, where the planner sees through it. Who
-- sees what is as it was.

alter table app.cases add column paused boolean not null generated always as (pause is not null) stored;
comment on column app.cases.paused is 'Whether it is paused, for counts.';
alter table app.tasks add column operation_ref text, add column origin text, add column case_opened_at timestamptz;
alter table app.case_parts add column case_opened_at timestamptz;
comment on column app.tasks.operation_ref is 'The operation of the case, for filters.';
comment on column app.tasks.origin is 'The state of origin of the case, for filters.';
comment on column app.tasks.case_opened_at is 'When the case was opened, for the order of lists.';
comment on column app.case_parts.case_opened_at is 'When the case was opened, for the order of lists.';
alter table app.tasks no force row level security;
alter table app.case_parts no force row level security;
alter table app.cases no force row level security;
update app.tasks t set operation_ref = c.operation_ref, origin = c.origin, case_opened_at = c.opened_at from app.cases c where c.ref = t.case_ref;
update app.case_parts p set case_opened_at = c.opened_at from app.cases c where c.ref = p.case_ref;
alter table app.tasks force row level security;
alter table app.case_parts force row level security;
alter table app.cases force row level security;

-- A process of the last release does not write these columns, so that triggers do.
-- +goose StatementBegin
create function app.task_of_case() returns trigger language plpgsql as $$
begin
    select c.operation_ref, c.origin, c.opened_at into new.operation_ref, new.origin, new.case_opened_at from app.cases c where c.ref = new.case_ref;
    return new;
end $$;
create function app.part_of_case() returns trigger language plpgsql as $$
begin
    select c.opened_at into new.case_opened_at from app.cases c where c.ref = new.case_ref;
    return new;
end $$;
create function app.tasks_follow_case() returns trigger language plpgsql as $$
begin
    update app.tasks t set operation_ref = new.operation_ref, origin = new.origin where t.case_ref = new.ref;
    return null;
end $$;
-- +goose StatementEnd
comment on function app.task_of_case is 'Copies to a new request what it is filtered by.';
comment on function app.part_of_case is 'Copies to a new part of a desk what lists are ordered by.';
comment on function app.tasks_follow_case is 'Copies to the requests of a case what they are filtered by.';
create trigger of_case before insert on app.tasks for each row when (new.case_opened_at is null) execute function app.task_of_case();
create trigger of_case before insert on app.case_parts for each row when (new.case_opened_at is null) execute function app.part_of_case();
create trigger tasks_follow after update on app.cases for each row
    when (old.origin is distinct from new.origin or old.operation_ref is distinct from new.operation_ref) execute function app.tasks_follow_case();
revoke execute on function app.task_of_case, app.part_of_case, app.tasks_follow_case from public;

create index tasks_origin on app.tasks (desk, origin, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open';
create index tasks_operation on app.tasks (desk, operation_ref, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open';
create index tasks_step on app.tasks (desk, base_step, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open';
create index tasks_claimed on app.tasks (desk, claimed_by, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open';
create index tasks_paused on app.tasks (desk, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), case_ref, task) where state = 'open' and paused;
create index tasks_counted on app.tasks (operation_ref, desk, kind) include (paused, due_at, opened_at) where state = 'open';
create index tasks_newest_case on app.tasks (desk, case_opened_at desc, case_ref desc) where state = 'open';
create index case_parts_newest on app.case_parts (desk, case_opened_at desc, case_ref desc) where ended_at is null;
create index cases_counted on app.cases (operation_ref, stage, lane) include (ended_at, next_due, paused, minor, deceased);
create index cases_corridor on app.cases (corridor, opened_at desc, ref desc);
create index cases_origin on app.cases (origin, opened_at desc, ref desc);
create index cases_lane on app.cases (lane, opened_at desc, ref desc);
create index cases_minor on app.cases (opened_at desc, ref desc) where minor;
create index cases_closed on app.cases (opened_at desc, ref desc) where ended_at is not null;
create index cases_changed on app.cases (updated_at);
create index cases_of_operation on app.cases (operation_ref, opened_at desc, ref desc);
drop index app.cases_operation;

-- Who sees a case by name, or by a manifest: let_in without the parts of desks, which the policy has.
-- +goose StatementBegin
create function app.let_in_by_name(of text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
    if exists (select from app.case_access x where x.case_ref = of and x.ended_at is null and x.since <= app.asked_at()
        and (x.until is null or x.until > app.asked_at()) and x.kind = 'grant' and x.agency = app.asker_agency())
        and not exists (select from app.desks mine where mine.id = app.asker_desk() and mine.kind = 'panel') then
        return true;
    end if;
    if exists (select from app.case_access x where x.case_ref = of and x.ended_at is null and x.since <= app.asked_at()
        and (x.until is null or x.until > app.asked_at()) and x.kind = 'glass' and x.account = app.asker_account()) then
        return true;
    end if;
    return app.watches('manifests') and app.asker_role() <> 'immigration_officer'
        and exists (select from app.passengers p join app.movements m on m.ref = p.movement_ref
        where p.case_ref = of and (
            app.asker_desk() in (m.desk, m.receiving) or app.asker_desk() = any (m.escorts)
            or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (m.desk, m.receiving) or d.id = any (m.escorts)))
            or app.asker_role() = 'movement_approver'
                and exists (select from app.desks d where d.id = m.desk and d.country = app.asker_country())));
end $$;

-- Whether let_in_by_name can be true for any case: asked once for a statement, it spares asking for each row.
create function app.any_let_in() returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
    return app.watches('manifests') and app.asker_role() <> 'immigration_officer'
        or exists (select from app.case_access x where x.ended_at is null and x.agency = app.asker_agency() and x.kind = 'grant')
        or exists (select from app.case_access x where x.ended_at is null and x.account = app.asker_account() and x.kind = 'glass');
end $$;
-- +goose StatementEnd
comment on function app.let_in_by_name is 'Whether a case is the asker''s to know of by a grant, by emergency access or by a manifest.';
comment on function app.any_let_in is 'Whether there may be a case that is the asker''s to know of by a grant, by emergency access or by a manifest.';
revoke execute on function app.let_in_by_name, app.any_let_in from public;
grant execute on function app.let_in_by_name, app.any_let_in to homeward_api, homeward_worker;

alter policy officer on app.cases using (app.asker_kind() = 'officer' and (
        exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null offset 0)
        or app.watches('cases') and host = app.asker_country() and (select app.asker_leads())
        or (select not exists (select from app.desks mine where mine.id = app.asker_desk() and mine.kind = 'panel'))
            and exists (select from app.case_parts p join app.desks d on d.id = p.desk where p.case_ref = ref and p.ended_at is null
                and p.how in ('waits', 'part') and d.agency = app.asker_agency() offset 0)
        or (select app.any_let_in()) and app.let_in_by_name(ref)
    ) and not exists (select from app.case_access x where x.case_ref = ref and x.kind = 'excluded' and x.account = app.asker_account()
        and x.ended_at is null and (x.until is null or x.until > app.asked_at()) offset 0)
    and (app.asker_country() <> all (feared)
        or exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null and p.how = 'owes' offset 0)));

-- What sees_case asks, where the planner sees it.
alter policy officer on app.tasks using (app.asker_kind() = 'officer' and exists (select from app.cases c where c.ref = case_ref offset 0));
alter policy officer on app.receipts using (app.asker_kind() = 'officer' and exists (select from app.cases c where c.ref = case_ref offset 0));
alter policy officer on app.timeline using (app.asker_kind() = 'officer' and exists (select from app.cases c where c.ref = case_ref offset 0));

-- Counts as they are shown, without a row for each case.
-- +goose StatementBegin
create function app.count_cases(operation text, instant timestamptz)
    returns table (stage text, lane text, cases bigint, open bigint, overdue bigint, paused bigint, minors bigint, deceased bigint)
    language plpgsql stable security definer set search_path = '' as $$
begin
    if not coalesce(app.counts(operation), false) then
        return;
    elsif operation = '' then
        return query select c.stage, c.lane, count(*), count(*) filter (where c.ended_at is null),
            count(*) filter (where c.ended_at is null and c.next_due < instant), count(*) filter (where c.paused),
            count(*) filter (where c.minor), count(*) filter (where c.deceased)
            from app.cases c group by c.stage, c.lane;
    else
        return query select c.stage, c.lane, count(*), count(*) filter (where c.ended_at is null),
            count(*) filter (where c.ended_at is null and c.next_due < instant), count(*) filter (where c.paused),
            count(*) filter (where c.minor), count(*) filter (where c.deceased)
            from app.cases c where c.operation_ref = operation group by c.stage, c.lane;
    end if;
end $$;
create function app.count_tasks(operation text, instant timestamptz)
    returns table (desk text, kind text, open bigint, overdue bigint, paused bigint, oldest timestamptz)
    language plpgsql stable security definer set search_path = '' as $$
begin
    if not coalesce(app.counts(operation), false) then
        return;
    elsif operation = '' then
        return query select t.desk, t.kind, count(*), count(*) filter (where not t.paused and t.due_at < instant),
            count(*) filter (where t.paused), min(t.opened_at)
            from app.tasks t where t.state = 'open' group by t.desk, t.kind;
    else
        return query select t.desk, t.kind, count(*), count(*) filter (where not t.paused and t.due_at < instant),
            count(*) filter (where t.paused), min(t.opened_at)
            from app.tasks t where t.state = 'open' and t.operation_ref = operation group by t.desk, t.kind;
    end if;
end $$;
-- +goose StatementEnd
comment on function app.count_cases is 'How many cases of an operation are at each stage and lane, and of those how many are open, overdue at an instant, paused, of children, of the dead.';
comment on function app.count_tasks is 'How many requests of an operation are open at each desk, and of those how many are overdue at an instant, and paused.';
revoke execute on function app.count_cases, app.count_tasks from public;
grant execute on function app.count_cases, app.count_tasks to homeward_api, homeward_worker;

-- +goose Down
drop function app.count_tasks, app.count_cases;
alter policy officer on app.timeline using (app.asker_kind() = 'officer' and app.sees_case(case_ref));
alter policy officer on app.receipts using (app.asker_kind() = 'officer' and app.sees_case(case_ref));
alter policy officer on app.tasks using (app.asker_kind() = 'officer' and app.sees_case(case_ref));
alter policy officer on app.cases using (app.asker_kind() = 'officer' and (
        exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null offset 0)
        or app.watches('cases') and host = app.asker_country() and (select app.asker_leads())
        or app.let_in(ref)
    ) and not exists (select from app.case_access x where x.case_ref = ref and x.kind = 'excluded' and x.account = app.asker_account()
        and x.ended_at is null and (x.until is null or x.until > app.asked_at()) offset 0)
    and (app.asker_country() <> all (feared)
        or exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null and p.how = 'owes' offset 0)));
drop function app.any_let_in, app.let_in_by_name;
create index cases_operation on app.cases (operation_ref, ref);
drop index app.cases_of_operation, app.cases_changed, app.cases_closed, app.cases_minor, app.cases_lane, app.cases_origin, app.cases_corridor, app.cases_counted;
drop index app.case_parts_newest, app.tasks_newest_case, app.tasks_counted, app.tasks_paused, app.tasks_claimed, app.tasks_step, app.tasks_operation, app.tasks_origin;
drop trigger tasks_follow on app.cases;
drop trigger of_case on app.case_parts;
drop trigger of_case on app.tasks;
drop function app.tasks_follow_case, app.part_of_case, app.task_of_case;
alter table app.case_parts drop column case_opened_at;
alter table app.tasks drop column case_opened_at, drop column origin, drop column operation_ref;
alter table app.cases drop column paused;
