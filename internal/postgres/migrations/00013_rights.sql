-- +goose Up
-- Who was let in to a case, by whom, and which desk hears of it: both agencies list it.
alter table app.case_access add column given_by text, add column told text;
comment on column app.case_access.given_by is 'Of a grant: the desk that gave it.';
comment on column app.case_access.told is 'Of a grant: the agency''s desk that hears of it, and that deletes what it was given when it ends.';
create index case_access_given on app.case_access (given_by) where kind = 'grant';

-- What is to be known of a case before its glass is broken: in whose care it is and which desks
-- have a part in it, so that package policy can say whether this officer may break it. Whoever
-- is kept out of the case is told that there is none.
-- +goose StatementBegin
create function app.case_outside(of text) returns table (host text, desks text[]) language plpgsql stable security definer set search_path = '' as $$
begin
    if app.asker_kind() is distinct from 'officer' or app.keeps_out(of) then
        return;
    end if;
    return query select c.host, array(select p.desk from app.case_parts p where p.case_ref = c.ref and p.ended_at is null and p.how <> 'owes')
        from app.cases c where c.ref = of;
end $$;
-- +goose StatementEnd
comment on function app.case_outside is 'The host of a case and the desks with a part in it, for an officer who asks to break its glass.';

-- +goose StatementBegin
create function app.keeps_out(of text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
    return exists (select from app.case_access x where x.case_ref = of and x.kind = 'excluded' and x.account = app.asker_account()
        and x.ended_at is null);
end $$;
-- +goose StatementEnd
comment on function app.keeps_out is 'Whether the survivor wants the asker kept out of a case.';
revoke execute on function app.case_outside, app.keeps_out from public;
grant execute on function app.case_outside, app.keeps_out to homeward_api, homeward_worker;

-- A row of a list that has become a case is not for whoever is kept out of that case.
drop policy officer on app.list_rows;
create policy officer on app.list_rows for select to homeward_api
    using (app.sees_list(list_ref) and (case_ref is null or not app.keeps_out(case_ref)));

-- Both agencies see what was given; whoever is kept out of a case does not see its lines.
drop policy officer on app.case_access;
create policy officer on app.case_access for select to homeward_api
    using ((agency = app.asker_agency() or account = app.asker_account()
        or given_by = app.asker_desk() or given_by in (select d.id from app.desks d where d.agency = app.asker_agency()))
    and (kind <> 'grant' or not app.keeps_out(case_ref)));

-- +goose Down
drop policy officer on app.case_access;
create policy officer on app.case_access for select to homeward_api
    using (agency = app.asker_agency() or account = app.asker_account());
drop policy officer on app.list_rows;
create policy officer on app.list_rows for select to homeward_api using (app.sees_list(list_ref));
drop function app.case_outside, app.keeps_out;
alter table app.case_access drop column given_by, drop column told;
