-- +goose Up
-- Migration 13 wrote two policies anew and left out what every other one asks first: that an
-- officer asks. Whoever came as something else, and named a desk or an agency beside it, was
-- shown what that desk was shown.
alter policy officer on app.list_rows
    using (app.asker_kind() = 'officer' and app.sees_list(list_ref) and (case_ref is null or not app.keeps_out(case_ref)));
alter policy officer on app.case_access
    using (app.asker_kind() = 'officer' and (agency = app.asker_agency() or account = app.asker_account()
        or given_by = app.asker_desk() or given_by in (select d.id from app.desks d where d.agency = app.asker_agency()))
    and (kind <> 'grant' or not app.keeps_out(case_ref)));

-- +goose Down
alter policy officer on app.list_rows
    using (app.sees_list(list_ref) and (case_ref is null or not app.keeps_out(case_ref)));
alter policy officer on app.case_access
    using ((agency = app.asker_agency() or account = app.asker_account()
        or given_by = app.asker_desk() or given_by in (select d.id from app.desks d where d.agency = app.asker_agency()))
    and (kind <> 'grant' or not app.keeps_out(case_ref)));
