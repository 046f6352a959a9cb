-- +goose Up
-- A notice may be about an operation: that resuming it waits for a second person, and that it was answered.
alter table app.notices add column operation_ref text references app.operations;
comment on column app.notices.operation_ref is 'Of a notice about an operation: which.';
alter table app.notices drop constraint notices_about;
alter table app.notices add constraint notices_about
    check (case_ref is not null or movement_ref is not null or erasure_ref is not null or operation_ref is not null);
create unique index notices_operation on app.notices (operation_ref, seq, n) where operation_ref is not null and raises is null;

-- +goose Down
alter table app.notices no force row level security;
delete from app.notices where operation_ref is not null;
alter table app.notices force row level security;
drop index app.notices_operation;
alter table app.notices drop constraint notices_about;
alter table app.notices add constraint notices_about check (case_ref is not null or movement_ref is not null or erasure_ref is not null);
alter table app.notices drop column operation_ref;
