-- +goose Up
-- A step of an approved erasure that is refused is tried again, and the request says which one it is.
alter table app.erasures add column stuck_step text, add column stuck_code text, add column stuck_since timestamptz;
alter table app.erasures add constraint erasures_stuck check (
    (stuck_step is null) = (stuck_since is null) and (stuck_code is null) = (stuck_since is null) and (stuck_since is null or state = 'approved'));
comment on column app.erasures.stuck_step is 'The step that was refused and is tried again; null while none is.';
comment on column app.erasures.stuck_code is 'The code of the refusal.';
comment on column app.erasures.stuck_since is 'When it was refused.';

-- +goose Down
alter table app.erasures drop constraint erasures_stuck;
alter table app.erasures drop column stuck_step, drop column stuck_code, drop column stuck_since;
