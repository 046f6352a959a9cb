-- +goose Up
-- Text in the file of a case that has long ended is emptied by the daily look, class by class.
-- What it does to people, words and lines of lists it may do already; plans and questionnaires it
-- may empty and do nothing else to, and those of a case that runs, or has ended of late, not at all.
alter table app.plans alter column body drop not null;
alter table app.scores alter column body drop not null;
comment on column app.plans.body is 'Sealed: the whole plan. Null: its time is over by the rules of retention.';
comment on column app.scores.body is 'Sealed: answers and marks. Null: their time is over by the rules of retention.';
comment on column app.people.phone is 'Sealed. Null: there is none, or its time is over by the rules of retention.';
comment on column app.people.place is 'Sealed. Null: there is none, or its time is over by the rules of retention.';
comment on column app.people.remark is 'Sealed. Null: there is none, or its time is over by the rules of retention.';
comment on column app.case_changes.words is 'Sealed: what was written, and who the case is about. What is over its time by the rules of retention is taken out of it; null when nothing is left.';
comment on column app.list_rows.raw is 'Sealed: every cell as written; none when their time is over by the rules of retention.';
create policy ages on app.plans as restrictive for update to homeward_worker
    using (exists (select from app.cases c where c.ref = case_ref and c.ended_at < app.asked_at() - interval '30 days')) with check (body is null);
create policy ages on app.scores as restrictive for update to homeward_worker
    using (exists (select from app.cases c where c.ref = case_ref and c.ended_at < app.asked_at() - interval '30 days')) with check (body is null);
grant update (body) on app.plans, app.scores to homeward_worker;

-- +goose Down
-- A plan that was emptied does not come back: without it the column cannot be what it was.
-- +goose StatementBegin
do $$ begin
    if exists (select from app.plans where body is null) or exists (select from app.scores where body is null) then
        raise exception using errcode = 'restrict_violation', message = 'what was emptied does not come back';
    end if;
end $$;
-- +goose StatementEnd
revoke update (body) on app.plans, app.scores from homeward_worker;
drop policy ages on app.scores;
drop policy ages on app.plans;
comment on column app.list_rows.raw is 'Sealed: every cell as written.';
comment on column app.case_changes.words is 'Sealed: what was written, and who the case is about.';
comment on column app.people.remark is 'Sealed.';
comment on column app.people.place is 'Sealed.';
comment on column app.people.phone is 'Sealed.';
comment on column app.scores.body is 'Sealed: answers and marks.';
comment on column app.plans.body is 'Sealed: the whole plan.';
alter table app.scores alter column body set not null;
alter table app.plans alter column body set not null;
