-- +goose Up
-- Row-level security follows her team, as package policy does: oversight is for the agency that leads
-- referrals in the host state, a state that she may fear sees nothing but its request to delete, a
-- question opens the question alone, and nothing is asked of a case that the sender does not see.
alter table app.cases add column feared text[] not null default '{}';
comment on column app.cases.feared is 'Class B: the states whose officers see nothing of the case but a request to delete. Package policy says when.';
comment on column app.case_parts.how is 'waits: the case waits for it now. part: it was asked before, or is of the case team. owes: its data were taken back, and it has to attest that it deleted them. books: its corridor has it book the journey; it sees the case when it looks for passengers, and does not have it in its list. asked: it was asked a question, and sees no more than that.';
alter table app.case_parts drop constraint case_parts_how_check, add constraint case_parts_how_check check (how in ('waits', 'part', 'owes', 'books', 'asked'));

create or replace function app.watches(what text) returns boolean language sql stable parallel safe
    return app.asker_role() = any (case what
        when 'cases' then '{national_coordinator,operation_lead,data_protection_officer}'::text[]
        when 'operations' then '{registrar,supervisor,screener,caseworker,shelter_officer,medical_officer,immigration_officer,border_officer,transport_coordinator,movement_approver,budget_holder,national_coordinator,operation_lead,data_protection_officer,auditor}'
        when 'movements' then '{immigration_officer,movement_approver,budget_holder,national_coordinator,operation_lead}'
        when 'manifests' then '{immigration_officer,transport_coordinator,movement_approver,escort}'
    end);

-- +goose StatementBegin
create function app.asker_leads() returns boolean language sql stable security definer set search_path = ''
    return exists (select from app.desks d where d.agency = app.asker_agency() and d.kind = 'registrar');
-- +goose StatementEnd
comment on function app.asker_leads is 'Whether the asker''s agency leads referrals in its state: it has a desk that registers survivors.';

-- +goose StatementBegin
create or replace function app.let_in(of text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
    if not exists (select from app.desks mine where mine.id = app.asker_desk() and mine.kind = 'panel') then
        if exists (select from app.case_parts p join app.desks d on d.id = p.desk
            where p.case_ref = of and p.ended_at is null and p.how in ('waits', 'part') and d.agency = app.asker_agency()) then
            return true;
        end if;
        if exists (select from app.case_access x where x.case_ref = of and x.ended_at is null and x.since <= app.asked_at()
            and (x.until is null or x.until > app.asked_at()) and x.kind = 'grant' and x.agency = app.asker_agency()) then
            return true;
        end if;
    end if;
    if exists (select from app.case_access x where x.case_ref = of and x.ended_at is null and x.since <= app.asked_at()
        and (x.until is null or x.until > app.asked_at()) and x.kind = 'glass' and x.account = app.asker_account()) then
        return true;
    end if;
    return app.watches('manifests') and exists (select from app.passengers p join app.movements m on m.ref = p.movement_ref
        where p.case_ref = of and (
            app.asker_desk() in (m.desk, m.receiving) or app.asker_desk() = any (m.escorts)
            or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (m.desk, m.receiving) or d.id = any (m.escorts)))
            or exists (select from app.desks d where d.id = m.desk and d.country = app.asker_country())));
end $$;
-- +goose StatementEnd

drop policy officer on app.cases;
create policy officer on app.cases for select to homeward_api using (app.asker_kind() = 'officer' and (
        exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null offset 0)
        or app.watches('cases') and host = app.asker_country() and (select app.asker_leads())
        or app.let_in(ref)
    ) and not exists (select from app.case_access x where x.case_ref = ref and x.kind = 'excluded' and x.account = app.asker_account()
        and x.ended_at is null and (x.until is null or x.until > app.asked_at()) offset 0)
    and (app.asker_country() <> all (feared)
        or exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null and p.how = 'owes' offset 0)));

-- +goose StatementBegin
create function app.asker_cares(of text) returns boolean language sql stable security definer set search_path = ''
    return exists (select from app.desks d, app.cases c where d.id = app.asker_desk() and c.ref = of
        and (c.host = app.asker_country() or app.asker_country() = '*')
        and d.kind not in ('consulate', 'immigration', 'border', 'prosecutor', 'transport', 'movement_approver', 'escort', 'receiving', 'reintegration'));
-- +goose StatementEnd
comment on function app.asker_cares is 'Whether the asker''s desk is one of care in the host state of a case.';

-- The log. The auditor reads everything if the agency leads referrals; the data protection officer what
-- the own agency did, and in the host state what was done to the cases that they may know of; her
-- caseworker what was done to hers. Who looked in the host state is not for a mission to know.
drop policy officer on app.audit_events;
create policy officer on app.audit_events for select to homeward_api using (app.asker_kind() = 'officer' and coalesce(
    app.asker_role() in ('auditor', 'data_protection_officer') and agency = app.asker_agency()
    or app.asker_role() = 'auditor' and (select app.asker_leads())
    or app.asker_role() in ('data_protection_officer', 'caseworker') and subject_kind = 'case' and (
        app.sees_case(subject_ref) and app.asker_cares(subject_ref)
        or subject_ref like 'asked-%' and app.sees_asked(subject_ref) and app.asker_cares(app.asked_case(subject_ref))), false));

-- +goose StatementBegin
create function app.is_case(of text) returns boolean language sql stable security definer set search_path = ''
    return exists (select from app.cases c where c.ref = of);
-- +goose StatementEnd
comment on function app.is_case is 'Whether there is a case with a reference, seen by the asker or not. For policies alone.';

revoke execute on function app.asker_leads, app.asker_cares, app.is_case from public;
grant execute on function app.asker_leads, app.asker_cares, app.is_case to homeward_api, homeward_worker;

-- A command about a case is stored only for an officer who sees the case. Break-glass access asks for sight.
drop policy asks on app.commands;
create policy asks on app.commands for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'pending'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role()
    and (target_kind <> 'case' or name in ('open', 'break_glass') or not app.is_case(target_ref) or app.sees_case(target_ref)));

-- +goose Down
drop policy asks on app.commands;
create policy asks on app.commands for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'pending'
    and account = app.asker_account() and desk = app.asker_desk() and agency = app.asker_agency() and role = app.asker_role());
drop policy officer on app.cases;
create policy officer on app.cases for select to homeward_api using (app.asker_kind() = 'officer' and (
        exists (select from app.case_parts p where p.case_ref = ref and p.desk = app.asker_desk() and p.ended_at is null offset 0)
        or app.watches('cases') and host = app.asker_country()
        or app.let_in(ref)
    ) and not exists (select from app.case_access x where x.case_ref = ref and x.kind = 'excluded' and x.account = app.asker_account()
        and x.ended_at is null and (x.until is null or x.until > app.asked_at()) offset 0));
-- +goose StatementBegin
create or replace function app.let_in(of text) returns boolean language plpgsql stable security definer set search_path = '' as $$
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
drop policy officer on app.audit_events;
create policy officer on app.audit_events for select to homeward_api using (app.asker_kind() = 'officer' and (coalesce(app.asker_role() = 'auditor'
    or app.asker_role() = 'data_protection_officer' and agency = app.asker_agency()
    or app.asker_role() in ('data_protection_officer', 'caseworker') and subject_kind = 'case'
        and (app.sees_case(subject_ref) or subject_ref like 'asked-%' and app.sees_asked(subject_ref)), false)));
drop function app.is_case, app.asker_cares, app.asker_leads;
create or replace function app.watches(what text) returns boolean language sql stable parallel safe
    return app.asker_role() = any (case what
        when 'cases' then '{supervisor,prosecutor,national_coordinator,operation_lead,data_protection_officer}'::text[]
        when 'operations' then '{registrar,caseworker,supervisor,screener,shelter_officer,medical_officer,immigration_officer,border_officer,transport_coordinator,movement_approver,budget_holder,national_coordinator,operation_lead,data_protection_officer,auditor}'
        when 'movements' then '{supervisor,immigration_officer,transport_coordinator,movement_approver,budget_holder,national_coordinator,operation_lead}'
        when 'manifests' then '{immigration_officer,transport_coordinator,movement_approver,escort}'
    end);
delete from app.case_parts where how = 'asked';
alter table app.case_parts drop constraint case_parts_how_check, add constraint case_parts_how_check check (how in ('waits', 'part', 'owes', 'books'));
alter table app.cases drop column feared;
