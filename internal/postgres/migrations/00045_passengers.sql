-- +goose Up
-- Row-level security shows movements, and the cases of their passengers, as narrowly as package policy: an
-- immigration desk sees the movements of people whose cases it has a part in, and no case by a manifest; carriers see
-- those of their own desks and agencies; the state of the desk that books counts for the movement approver alone; those
-- who oversee movements do so in the agency that leads.

-- +goose StatementBegin
create function app.carries_ours(of text) returns boolean language sql stable security definer set search_path = ''
    return exists (select from app.passengers p join app.case_parts q on q.case_ref = p.case_ref
        where p.movement_ref = of and q.desk = app.asker_desk() and q.ended_at is null and q.how in ('waits', 'part'));
-- +goose StatementEnd
comment on function app.carries_ours is 'Whether a passenger of a movement, now or before, has a case in which the asker''s desk has a part.';
revoke execute on function app.carries_ours from public;
grant execute on function app.carries_ours to homeward_api, homeward_worker;

drop policy officer on app.movements;
create policy officer on app.movements for select to homeward_api using (app.asker_kind() = 'officer' and (
    app.asker_desk() in (desk, receiving) or app.asker_desk() = any (escorts)
    or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (desk, receiving) or d.id = any (escorts)) offset 0)
    or app.asker_role() = 'immigration_officer' and app.carries_ours(ref)
    or app.watches('movements') and app.asker_role() <> 'immigration_officer' and (app.asker_role() = 'movement_approver' or (select app.asker_leads()))
        and exists (select from app.desks d where d.id = desk and d.country = app.asker_country() offset 0)));

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
    return app.watches('manifests') and app.asker_role() <> 'immigration_officer'
        and exists (select from app.passengers p join app.movements m on m.ref = p.movement_ref
        where p.case_ref = of and (
            app.asker_desk() in (m.desk, m.receiving) or app.asker_desk() = any (m.escorts)
            or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (m.desk, m.receiving) or d.id = any (m.escorts)))
            or app.asker_role() = 'movement_approver'
                and exists (select from app.desks d where d.id = m.desk and d.country = app.asker_country())));
end $$;
-- +goose StatementEnd

-- +goose Down
drop policy officer on app.movements;
create policy officer on app.movements for select to homeward_api using (app.asker_kind() = 'officer' and (
    app.asker_desk() in (desk, receiving) or app.asker_desk() = any (escorts)
    or exists (select from app.desks d where d.agency = app.asker_agency() and (d.id in (desk, receiving) or d.id = any (escorts)) offset 0)
    or app.watches('movements') and exists (select from app.desks d where d.id = desk and d.country = app.asker_country() offset 0)));
drop function app.carries_ours;
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
